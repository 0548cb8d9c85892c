import { describe, expect, it } from 'vitest';
import { numbered, paragraph, run, textOf } from './word.ts';

const p = (content: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;
const fieldMark = (type: string, more = ''): string =>
  `<w:r><w:fldChar w:fldCharType="${type}">${more}</w:fldChar></w:r>`;
const code = (text: string): string => `<w:r><w:instrText>${text}</w:instrText></w:r>`;
const box = (content: string): string => `<wps:txbx><w:txbxContent>${content}</w:txbxContent></wps:txbx>`;
const LIST =
  '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>' +
  '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';

describe('characters of a Word document', () => {
  it('ends lines at line breaks and page breaks, and turns tabs into blanks', async () => {
    const body = p(
      '<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:br w:type="page"/><w:t>丁</w:t></w:r>',
    );
    expect(await textOf(body)).toBe('甲\n乙 丙\n丁\n');
  });

  it('keeps blanks at the ends of a text only where the file says so', async () => {
    const body = p('<w:r><w:t> 甲 </w:t><w:t xml:space="preserve"> 乙</w:t></w:r>');
    expect(await textOf(body)).toBe('甲 乙\n');
  });

  it('writes hyphens that do not break, and leaves out soft ones', async () => {
    const body = p('<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/><w:t>x\u00ady</w:t></w:r>');
    expect(await textOf(body)).toBe('A-1xy\n');
  });

  it('shows what symbol fonts show', async () => {
    const body = p(
      '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F0FE"/>' +
        '<w:sym w:font="Wingdings 2" w:char="00A3"/><w:sym w:font="宋体" w:char="25A1"/></w:r>' +
        run('lü', '<w:rFonts w:ascii="Wingdings"/>') +
        run('\uf0b1', '<w:rFonts w:ascii="Symbol"/>'),
    );
    expect(await textOf(body)).toBe('≥☑□□●✓±\n');
  });

  it('takes the characters, not their pronunciation', async () => {
    const ruby = `<w:r><w:ruby><w:rt>${run('zhèng')}</w:rt><w:rubyBase>${run('政')}</w:rubyBase></w:ruby></w:r>`;
    expect(await textOf(p(ruby + run('策')))).toBe('政策\n');
  });

  it('writes formulas on one line', async () => {
    const r = (text: string): string => `<m:r><m:t>${text}</m:t></m:r>`;
    const half = `<m:f><m:num>${r('1')}</m:num><m:den>${r('2')}</m:den></m:f>`;
    const square = `<m:sSup><m:e>${r('x')}</m:e><m:sup>${r('2')}</m:sup></m:sSup>`;
    const root = `<m:rad><m:deg/><m:e>${r('a+b')}</m:e></m:rad>`;
    expect(await textOf(p(`<m:oMath>${half}${r('+')}${square}${r('+')}${root}</m:oMath>`))).toBe(
      '1/2+x^2+√(a+b)\n',
    );
  });

  it('reads through links, tags, controls and insertions', async () => {
    const body = `${p(
      `<w:hyperlink>${run('甲')}</w:hyperlink><w:smartTag>${run('乙')}</w:smartTag>` +
        `<w:sdt><w:sdtPr><w:tabs><w:tab/></w:tabs></w:sdtPr><w:sdtContent>${run('丙')}</w:sdtContent></w:sdt>` +
        `<w:ins>${run('丁')}</w:ins><w:r><w:commentReference w:id="1"/></w:r>`,
    )}<w:sdt><w:sdtContent>${p(run('戊'))}</w:sdtContent></w:sdt><w:altChunk/>`;
    expect(await textOf(body)).toBe('甲乙丙丁\n戊\n');
  });
});

describe('what is not shown', () => {
  it('leaves out deleted and moved text, and joins paragraphs whose end was deleted', async () => {
    const body =
      p(`${run('甲')}<w:del><w:r><w:delText>删</w:delText></w:r></w:del>`, '<w:rPr><w:del/></w:rPr>') +
      p(`${run('乙')}<w:moveFrom>${run('移')}</w:moveFrom><w:moveTo>${run('入')}</w:moveTo>`) +
      p(`<w:del>${run('全删')}</w:del>`, '<w:rPr><w:del/></w:rPr>') +
      p(run('丙'));
    expect(await textOf(body)).toBe('甲乙入\n丙\n');
  });

  it('counts no paragraph that was deleted or is hidden', async () => {
    const list = '<w:numPr><w:numId w:val="1"/></w:numPr>';
    const body =
      numbered(1, 0, '甲') +
      p(`<w:del>${run('删')}</w:del>`, `${list}<w:rPr><w:del/></w:rPr>`) +
      p(run('隐', '<w:vanish/>'), `${list}<w:rPr><w:vanish/></w:rPr>`) +
      p('', `${list}<w:sectPr/>`) +
      numbered(1, 0, '乙');
    expect(await textOf({ body, numbering: LIST })).toBe('一、甲\n\n二、乙\n');
  });

  it('leaves out text hidden by itself or by a style, and shows it where two styles cancel out', async () => {
    const hiding = (id: string, type: string): string =>
      `<w:style w:type="${type}" w:styleId="${id}"><w:rPr><w:vanish/></w:rPr></w:style>`;
    const styles = hiding('P', 'paragraph') + hiding('C', 'character');
    const body =
      p(run('甲', '<w:vanish/>') + run('乙', '<w:vanish w:val="0"/>') + run('丙', '<w:rStyle w:val="C"/>')) +
      p(
        run('丁') + run('戊', '<w:rStyle w:val="C"/>') + run('己', '<w:vanish w:val="false"/>'),
        '<w:pStyle w:val="P"/>',
      );
    expect(await textOf({ body, styles })).toBe('乙\n戊己\n');
  });

  it('joins a heading to the text behind a hidden end, with the heading’s number', async () => {
    const body =
      p(run('目标。'), '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/><w:specVanish/></w:rPr>') +
      p(run('到2025年')) +
      numbered(1, 0, '任务');
    expect(await textOf({ body, numbering: LIST })).toBe('一、目标。到2025年\n二、任务\n');
  });
});

describe('fields', () => {
  it('keeps results and leaves out codes, within one another and over paragraphs', async () => {
    const body =
      p(fieldMark('begin') + code(' TOC \\o ') + fieldMark('separate') + run('总则')) +
      p(
        fieldMark('begin') +
          code('PAGEREF') +
          run('漏') +
          fieldMark('separate') +
          run('3') +
          fieldMark('end'),
      ) +
      p(fieldMark('end') + run('正文')) +
      p(`<w:fldSimple w:instr="DATE">${run('5月')}</w:fldSimple>`);
    expect(await textOf(body)).toBe('总则\n3\n正文\n5月\n');
  });

  it('does not hide the rest of a document behind a field that never ends', async () => {
    expect(await textOf(p(fieldMark('begin') + code('REF')) + p(run('正文')))).toBe('正文\n');
  });

  it('writes circled numbers, check boxes and the choice of a list', async () => {
    const form = (data: string): string =>
      fieldMark('begin', `<w:ffData>${data}</w:ffData>`) + fieldMark('end');
    const body = p(
      fieldMark('begin') +
        code('eq \\o\\ac(○,') +
        code('21)') +
        fieldMark('end') +
        form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>') +
        form('<w:checkBox><w:default w:val="0"/></w:checkBox>') +
        form('<w:ddList><w:result w:val="1"/><w:listEntry w:val="男"/><w:listEntry w:val="女"/></w:ddList>'),
    );
    expect(await textOf(body)).toBe('㉑☑□女\n');
  });
});

describe('text boxes', () => {
  it('are read once, before the paragraph that they are anchored in, or behind it', async () => {
    const content = p(run('机密'));
    const alternatives =
      `<w:r><mc:AlternateContent><mc:Choice Requires="wps">${box(content)}</mc:Choice>` +
      `<mc:Fallback><w:pict><v:textbox><w:txbxContent>${content}</w:txbxContent></v:textbox></w:pict></mc:Fallback>` +
      '</mc:AlternateContent></w:r>';
    expect(await textOf(p(alternatives + run('正文')))).toBe('机密\n正文\n');
    expect(await textOf(p(run('正') + alternatives + run('文')))).toBe('正文\n机密\n');
  });

  it('are read from the older form where the newer one has no text', async () => {
    const body = p(
      '<w:r><mc:AlternateContent><mc:Choice Requires="x"><a:blip/></mc:Choice><mc:Fallback><w:pict>' +
        `<v:textbox><w:txbxContent>${p(run('框'))}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
    );
    expect(await textOf(body)).toBe('框\n');
  });

  it('hold word art, and count their lists for themselves', async () => {
    const art = '<w:r><w:pict><v:shape><v:textpath string="某某市人民政府文件"/></v:shape></w:pict></w:r>';
    const body =
      numbered(1, 0, '甲') + p(`${art}<w:r>${box(numbered(1, 0, '框'))}</w:r>`) + numbered(1, 0, '乙');
    expect(await textOf({ body, numbering: LIST })).toBe('一、甲\n某某市人民政府文件\n一、框\n\n二、乙\n');
  });

  it('stay empty paragraphs apart by one blank line at most', async () => {
    expect(
      await textOf(paragraph('') + paragraph('甲') + paragraph('') + paragraph('  ') + paragraph('乙')),
    ).toBe('甲\n\n乙\n');
  });
});
