import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readHtml } from '../../../src/document/formats/html.ts';
import { AppError } from '../../../src/errors.ts';

const bytesOf = (html: string): Uint8Array => new TextEncoder().encode(html);
const read = async (html: string): Promise<string> => (await readHtml(bytesOf(html), 'a.html')).text;

async function codeOf(html: string | Uint8Array): Promise<string> {
  try {
    await readHtml(typeof html === 'string' ? bytesOf(html) : html, 'a.html');
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'none';
}

/** A short notice, invented: its lines as the stored text has them. */
const NOTICE = [
  '各县（区）人民政府，市政府各部门：',
  '为进一步规范河道采砂管理，保障防洪安全，根据有关法律法规，结合我市实际，现就有关事项通知如下：',
  '一、严格许可管理',
  '未取得采砂许可证的，任何单位和个人不得从事河道采砂活动；许可证不得转让。',
  '二、加强日常巡查',
  '水利部门每月至少巡查两次，发现违法采砂的，应当及时制止并依法处理。',
  '云山市人民政府办公室',
  '2021年3月5日',
];
const TITLE = '云山市人民政府办公室关于加强河道采砂管理的通知';
const paragraphs = (lines: readonly string[]): string => lines.map((line) => `<p>　　${line}</p>`).join('\n');
const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const menu = (...names: string[]): string =>
  `<ul>${names.map((name) => `<li><a href="/${name}/">${name}</a></li>`).join('')}</ul>`;

describe('readHtml on pages of government sites', () => {
  it('gov.cn: takes title, data and text; leaves navigation, buttons and related links', async () => {
    const page = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${TITLE}_政策_云山市人民政府门户网站</title>
      <script>var a = "<p>脚本里的，文字。</p>";</script><style>p{color:red}</style></head><body>
      <div class="header">${menu('首页', '机构', '新闻', '政策', '互动', '服务', '数据')}</div>
      <div class="BreadcrumbNav"><a href="/">首页</a> &gt; <a href="/zc/">政策</a> &gt; <a href="/zc/wj/">文件</a></div>
      <div class="policyLibraryOverview_header"><table>
        <tr><td><b>标　　题：</b></td><td colspan="3">${TITLE}</td></tr>
        <tr><td><b>发文机关：</b></td><td>云山市人民政府办公室</td><td><b>发文字号：</b></td><td>云府办发〔2021〕7号</td></tr>
        <tr><td><b>主题分类：</b></td><td>农业、林业、水利\\水利、水务</td><td><b>成文日期：</b></td><td>2021年03月05日</td></tr>
        <tr><td><b>公文种类：</b></td><td></td><td><b>发布日期：</b></td><td>2021年03月08日</td></tr></table></div>
      <div class="share-title">分享：<a href="javascript:;">微信</a><a href="javascript:;">微博</a> 【字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】 打印</div>
      <div class="pages_content" id="UCAP-CONTENT"><p align="center"><b>${TITLE}</b></p><p align="center">云府办发〔2021〕7号</p>
      ${paragraphs(NOTICE)}<p>　　（此件公开发布）</p></div>
      <div class="related"><h3>相关稿件</h3>${menu('图解：河道采砂怎么管', '云山市水利局负责人答记者问', '关于开展专项整治的通知')}</div>
      <div class="footer"><p>主办单位：云山市人民政府办公室　网站标识码：0000000001</p><p>备案序号：云ICP备00000001号</p></div>
      </body></html>`;
    // The title that the text itself has is not written twice; an empty field (公文种类) says nothing.
    expect(await read(page)).toBe(
      textOf([
        '发文机关：云山市人民政府办公室',
        '发文字号：云府办发〔2021〕7号',
        '主题分类：农业、林业、水利\\水利、水务',
        '成文日期：2021年03月05日',
        '发布日期：2021年03月08日',
        TITLE,
        '云府办发〔2021〕7号',
        ...NOTICE,
        '（此件公开发布）',
      ]),
    );
  });

  it('TRS: title in a heading above, byline between, attachments below the buttons', async () => {
    const page = `<html><head><title>云山市水利局</title></head><body><div id="nav">${menu('网站首页', '政务公开', '办事服务')}</div>
      <div class="main"><div class="left">${menu('机构职能', '通知公告', '规划计划', '人事信息', '财政资金')}</div>
      <div class="right"><div class="pos">您当前的位置：<a href="/">首页</a>&gt;<a href="/tzgg">通知公告</a></div>
      <h1>${TITLE}</h1>
      <div class="info"><span>来源：云山市水利局</span>　<span>发布时间：2021-03-08 10:12</span>　<span>浏览次数：<script>document.write(3)</script></span></div>
      <div class="TRS_Editor"><style>.TRS_Editor P{line-height:2}</style><div class="Custom_UnionStyle">${paragraphs(NOTICE)}</div></div>
      <div class="tools">【<a href="javascript:print()">打印</a>】【<a href="javascript:close()">关闭</a>】</div>
      <div>附件：</div><div><a href="./P020210308.doc">1.河道采砂许可申请表.doc</a></div><div><a href="./P020210309.xlsx">2.可采区名录.xlsx</a></div>
      <div>上一篇：<a href="t1.html">关于召开会议的通知</a></div><div>下一篇：<a href="t2.html">关于放假的通知</a></div></div></div>
      <div class="foot">版权所有：云山市水利局　地址：云山市人民路1号，邮编：000001　技术支持：某某公司</div></body></html>`;
    expect(await read(page)).toBe(
      textOf([TITLE, ...NOTICE, '1.河道采砂许可申请表.doc', '2.可采区名录.xlsx']),
    );
  });

  it('大汉 (JCMS): nested layout tables, data in a table with labels, #zoom', async () => {
    const page = `<html><head><title>云山市人民政府 通知</title><meta name="ArticleTitle" content="${TITLE}"></head><body>
      <table width="1000"><tr><td><table><tr><td><a href="/">首页</a></td><td><a href="/x">信息公开</a></td><td><a href="/y">公共服务</a></td></tr></table></td></tr>
      <tr><td><table border="1" class="xxgk_table"><tr><td>索 引 号</td><td>000000000/2021-00012</td><td>组配分类</td><td>规范性文件</td></tr>
      <tr><td>发布机构</td><td>云山市人民政府办公室</td><td>发文日期</td><td>2021-03-05</td></tr>
      <tr><td>文　　号</td><td>云府办发〔2021〕7号</td><td>有 效 性</td><td>有效</td></tr></table></td></tr>
      <tr><td align="center"><table id="article"><tr><td class="title">${TITLE}</td></tr>
      <tr><td>发布日期：2021-03-08 浏览次数：35 字号：[ 大 中 小 ]</td></tr>
      <tr><td class="bt_content"><div id="zoom"><!--ZJEG_RSS.content.begin-->${NOTICE.join('<br>　　')}<!--ZJEG_RSS.content.end--></div></td></tr>
      <tr><td>扫一扫在手机打开当前页</td></tr></table></td></tr></table>
      <table><tr><td>主办：云山市人民政府办公室 承办：云山市大数据局 备案号：云ICP备00000001号</td></tr></table></body></html>`;
    expect(await read(page)).toBe(
      textOf([
        '索引号：000000000/2021-00012',
        '组配分类：规范性文件',
        '发布机构：云山市人民政府办公室',
        '发文日期：2021-03-05',
        '文号：云府办发〔2021〕7号',
        '有效性：有效',
        TITLE,
        ...NOTICE,
      ]),
    );
  });

  it('WeChat: the text is stored hidden until a script shows it', async () => {
    const page = `<html><head><meta property="og:title" content="${TITLE}"><title></title></head><body>
      <div id="js_article"><h1 class="rich_media_title" id="activity-name">\n${TITLE}\n</h1>
      <div id="meta_content"><span>云山发布</span> <a href="javascript:void(0);">云山发布</a> <em>2021-03-08 18:00</em></div>
      <div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0; ">
      ${NOTICE.map((line) => `<section style="margin:0"><span>${line.slice(0, 4)}</span><span style="color:red">${line.slice(4)}</span></section>`).join('')}</div>
      <div style="display:none">喜欢此内容的人还喜欢，请继续阅读其他文章。</div></div>
      <script>var msg_title = '';</script></body></html>`;
    expect(await read(page)).toBe(textOf([TITLE, ...NOTICE]));
  });

  it('a law with chapters, and a note below the title outside the text', async () => {
    const law = [
      '第一章　总则',
      '第一条　为了保护古树名木，促进生态文明建设，根据有关法律，结合本省实际，制定本条例。',
      '第二条　本省行政区域内古树名木的保护和管理，适用本条例。',
      '第二章　保护',
      '第三条　禁止砍伐古树名木。',
    ];
    const page = `<html><head><title>云海省古树名木保护条例-云海人大网</title></head><body>
      <div class="top">${menu('首页', '代表工作', '立法工作', '监督工作')}</div>
      <div class="content"><div class="tit">云海省古树名木保护条例</div>
      <div class="sub">（2020年7月31日云海省第十三届人民代表大会常务委员会第二十次会议通过）</div>
      <div class="laiyuan">来源：云海人大网　　编辑：王某</div><div class="txt">${paragraphs(law)}</div></div>
      <div class="bottom">© 云海省人大常委会办公厅 版权所有</div></body></html>`;
    expect(await read(page)).toBe(
      textOf([
        '云海省古树名木保护条例',
        '（2020年7月31日云海省第十三届人民代表大会常务委员会第二十次会议通过）',
        ...law,
      ]),
    );
  });

  it('a short reply below a long list of links', async () => {
    const reply = [
      '云府函〔2022〕15号',
      '白云县人民政府：',
      '同意设立白云产业园。',
      '云山市人民政府',
      '2022年4月30日',
    ];
    const others = Array.from({ length: 30 }, (_, index) => `云山市人民政府关于第${index}项工作的意见`);
    const page = `<html><head><title>通知公告</title></head><body>${menu('首页', '公告')}<div class="list">${menu(...others)}</div>
      <div class="txt"><div class="txt_title">云山市人民政府关于同意设立白云产业园的批复</div>
      <div class="txt_etr">云山市人民政府　2022-05-06 10:20:00</div>${paragraphs(reply)}<div>责任编辑：赵某</div></div></body></html>`;
    expect(await read(page)).toBe(textOf(['云山市人民政府关于同意设立白云产业园的批复', ...reply]));
  });

  it('a title in two lines of a heading, and data in a list', async () => {
    const page = `<html><head><title>云山市人民政府</title></head><body>${menu('首页', '公告')}
      <ul><li><b>索引号：</b>0001/2021-1</li><li><b>文　　号：</b>云府办发〔2021〕7号</li><li><b>主题词：</b></li></ul>
      <h1>云山市人民政府办公室<br>关于加强河道采砂管理的通知<div><span>来源：市水利局</span></div></h1>
      <div>字号：<span>大</span><span>中</span><span>小</span></div>${paragraphs(NOTICE)}</body></html>`;
    expect(await read(page)).toBe(
      textOf([
        '索引号：0001/2021-1',
        '文号：云府办发〔2021〕7号',
        '云山市人民政府办公室',
        '关于加强河道采砂管理的通知',
        ...NOTICE,
      ]),
    );
  });

  it('a table alone, under a heading that names no kind of document', async () => {
    const page = `<html><body>${menu('首页', '公告')}<h1>云山市重点任务分解</h1><div>2022-03-01</div><div id="zoom"><table>
      <tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>推进数字政府建设，完善一网通办平台，年底前实现全部事项网上办理。</td></tr>
      <tr><td>2</td><td>改造老旧小区二十个。</td></tr></table></div><p>版权所有：云山市</p></body></html>`;
    expect(await read(page)).toBe(
      textOf([
        '云山市重点任务分解',
        '',
        '| 序号 | 任务 |',
        '| 1 | 推进数字政府建设，完善一网通办平台，年底前实现全部事项网上办理。 |',
        '| 2 | 改造老旧小区二十个。 |',
        '',
      ]),
    );
  });

  it('keeps a notice and what it issues in blocks of their own, and what looks like a byline between', async () => {
    const measures = Array.from(
      { length: 12 },
      (_, index) =>
        `第${'一二三四五六七八九十百千'[index]}条 本办法规定的第${index + 1}项工作，由水利部门会同有关部门组织实施。`,
    );
    const lines = [
      ...NOTICE,
      '云山市河道采砂管理办法',
      ...measures,
      '时间：2021-03-05',
      '本办法自2021年4月1日起施行，有效期五年，由市水利局负责解释，原办法同时废止，各地遵照执行，不得违反规定。',
    ];
    const page = `<html><body><div>${menu('首页', '政策', '服务')}</div><h2>${TITLE}</h2><div class="a">${paragraphs(lines.slice(0, 8))}</div>
      <div class="b">${paragraphs(lines.slice(8))}</div></body></html>`;
    expect(await read(page)).toBe(textOf([TITLE, ...lines]));
  });
});

describe('readHtml on structure', () => {
  it('ends lines at blocks and br, not at inline elements; blanks as HTML has them', async () => {
    const html =
      '<p>　　一、<b>总体</b>\n<i>要求</i>&nbsp;&nbsp;如下&ldquo;三个&rdquo;</p><div>甲<br>乙\n丙<span> </span>丁</div>English\n  words';
    // A line end of the source between Chinese characters is no blank; one between words is.
    expect(await read(html)).toBe('一、总体要求 如下“三个”\n甲\n乙丙 丁\nEnglish words\n');
  });

  it('writes out the numbers of lists, unless the items bring their own', async () => {
    const html =
      '<ol start="3"><li>甲</li><li value="7">乙</li><li>丙<ol type="a"><li>子</li></ol></li></ol><ol><li>（一）丁</li></ol><ol style="list-style-type:cjk-ideographic"><li>戊</li></ol><ul><li>己</li></ul>';
    expect(await read(html)).toBe('3.甲\n7.乙\n8.丙\na.子\n（一）丁\n一、戊\n己\n');
  });

  it('writes tables as rows: merged down in each row, merged across in the header', async () => {
    const html = `<p>表一</p><table border="1"><tr><td colspan="4">某市补助标准</td></tr>
      <tr><td rowspan="2"><p>对</p><p>象</p></td><td colspan="2">标准（元）</td><td rowspan="2">备|注</td></tr>
      <tr><td>城镇</td><td>农村</td></tr>
      <tr><td rowspan="2">老人</td><td>100</td><td>80</td><td></td></tr><tr><td colspan="2">另定</td><td>甲<br>乙</td></tr></table><p>后文</p>`;
    expect(await read(html)).toBe(
      textOf([
        '表一',
        '某市补助标准',
        '',
        '| 对象 | 标准（元） | 标准（元） | 备｜注 |',
        '| 对象 | 城镇 | 农村 | 备｜注 |',
        '| 老人 | 100 | 80 |  |',
        '| 老人 | 另定 |  | 甲 乙 |',
        '',
        '后文',
      ]),
    );
  });

  it('keeps the numbers that Word counted, drops its margins, and names its footnotes', async () => {
    const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><xml><w:View>Normal</w:View></xml></head><body>
      <div style='mso-element:header' id=h1><p class=MsoHeader>内部资料</p></div>
      <p class=MsoListParagraph><![if !supportLists]><span lang=EN-US><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>申请条件<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a><o:p></o:p></p>
      <p><span style='mso-list:Ignore'><span style='font-family:Wingdings'>l</span></span>要点</p>
      <div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p><a href="#_ftnref1"><span>[1]</span></a> 指本市户籍居民。</p></div></div>
      <del>删去的话</del></body></html>`;
    expect(await read(html)).toBe('1.申请条件[1]\n要点\n注1：指本市户籍居民。\n');
  });

  it('keeps the lines of pre', async () => {
    expect(await read('<pre>关于放假的通知\n各单位：\n  现通知如下。</pre>')).toBe(
      '关于放假的通知\n各单位：\n现通知如下。\n',
    );
  });
});

describe('readHtml on encodings and web archives', () => {
  it('reads Word’s web archive: quoted-printable in GBK', async () => {
    // 各单位：通知 in GBK: B8F7 B5A5 CEBB A3BA CDA8 D6AA.
    const mht = [
      'MIME-Version: 1.0',
      'Content-Type: multipart/related;',
      '\tboundary="----=_NextPart_01"',
      '',
      '此文档为“单个文件网页”。',
      '',
      '------=_NextPart_01',
      'Content-Location: file:///C:/1.htm',
      'Content-Transfer-Encoding: quoted-printable',
      'Content-Type: text/html; charset="gb2312"',
      '',
      '<html><body><p class=3DMsoNormal>=B8=F7=B5=A5=CE=BB=A3=BA=CD=',
      '=A8=D6=AA</p></body></html>',
      '------=_NextPart_01',
      'Content-Location: file:///C:/1.files/image001.png',
      'Content-Transfer-Encoding: base64',
      'Content-Type: image/png',
      '',
      'iVBORw0KGgo=',
      '------=_NextPart_01--',
    ].join('\r\n');
    expect(await readHtml(Buffer.from(mht), '通知.doc')).toEqual({
      text: '各单位：通知\n',
      encoding: 'gb18030',
      pageStarts: [],
    });
  });

  it('takes the frame of an archive that holds the document', async () => {
    const part = (html: string): string =>
      `--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${Buffer.from(html).toString('base64')}\n`;
    const mht = `From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n${part(
      `<body>${menu('首页', '政策')}<iframe></iframe></body>`,
    )}${part(`<body>${paragraphs(NOTICE)}</body>`)}--b--\n`;
    expect((await readHtml(Buffer.from(mht), 'a.mht')).text).toBe(textOf(NOTICE));
  });

  it('refuses an archive without a page', async () => {
    expect(
      await codeOf(
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--',
      ),
    ).toBe('unreadable_file');
  });

  it('a declaration that the bytes contradict loses', async () => {
    const html =
      '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><p>各单位：通知</p></body></html>';
    expect(await readHtml(bytesOf(html), 'a.html')).toMatchObject({
      text: '各单位：通知\n',
      encoding: 'utf-8',
    });
  });
});

describe('readHtml refuses', () => {
  it.each([
    [
      'a shell that a script fills',
      '<html><body><div id="app"></div><script src="/app.js"></script></body></html>',
      'unsupported_file',
    ],
    ['nothing', '<html><body> &nbsp;</body></html>', 'empty_file'],
    [
      'an error page',
      '<html><head><title>404</title></head><body><h1>404 Not Found</h1><p>您访问的页面不存在，可能已被删除。</p></body></html>',
      'unsupported_file',
    ],
    [
      'lists of links',
      `<html><body>${menu(...Array.from({ length: 40 }, (_, i) => `关于第${i}项工作的通知`))}<p>更多</p></body></html>`,
      'unsupported_file',
    ],
    [
      'binary data',
      Uint8Array.of(0x3c, 0x70, 0x3e, 0xff, 0xff, 0, 0xfe, 0xff, 0xff, 0xff),
      'unsupported_file',
    ],
  ])('%s', async (_, html, code) => {
    expect(await codeOf(html)).toBe(code);
  });

  it('says what the page holds and what to do', async () => {
    await expect(readHtml(bytesOf('<div id=app></div><script></script>'), '规定.html')).rejects.toThrow(
      /规定\.html.*脚本.*请在浏览器里打开/,
    );
  });
});

describe('readHtml on any input', () => {
  it('reads nesting of any depth', async () => {
    const depth = 20_000;
    const html = `${'<div>甲'.repeat(depth)}${'</div>'.repeat(depth)}`;
    expect((await read(html)).split('\n').filter((line) => line === '甲')).toHaveLength(depth);
    expect(await read(`<p>甲${'<b>'.repeat(depth)}乙</p><p>丙`)).toBe('甲乙\n丙\n');
    expect(await read(`${'<table><tr><td>'.repeat(5000)}甲`)).toBe('甲\n');
  });

  it('bounds merged cells and formatting that multiplies', async () => {
    const spans = `<table border=1>${'<tr><td colspan=1000 rowspan=65534>甲</td><td>乙</td></tr>'.repeat(2000)}`;
    expect((await read(spans)).length).toBeLessThan(2_000_000);
    const fonts = Array.from({ length: 1500 }, (_, index) => `<font size=${index}>`).join('');
    expect(await codeOf(`<p>${fonts}</p>${'<p>甲</p>'.repeat(1500)}`)).toBe('file_too_large');
  });

  it('reads five megabytes', async () => {
    const paragraph =
      '<p class="MsoNormal"><span style="color:red">第一条</span> 本办法适用于本市，自发布之日起施行。</p>\n';
    const count = Math.ceil(5_000_000 / Buffer.byteLength(paragraph));
    const text = await read(`<html><body>${paragraph.repeat(count)}</body></html>`);
    expect(text).toBe('第一条 本办法适用于本市，自发布之日起施行。\n'.repeat(count));
  });

  it('tag soup becomes text in form, or an AppError', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...'<p> </p> <div> </div> <table> <tr> <td> <td rowspan=3> <td colspan=0> </td> </table> <ol start=x> <li> <b> <i> </b> <a href=/x> <a href=x.doc> </a> <br> <pre> <script> </script> <!-- --> <![if> <style> <select> <template> <svg> <math> <h1> <font> <form> <caption> <body> </body> <html> <frameset> <plaintext'.split(
          ' ',
        ),
      ),
      fc.constantFrom(
        '通知',
        '第一条 为了规范，制定本办法。',
        '发文机关：某局',
        '附件：',
        '来源：网站',
        '|',
        '　　',
        '&nbsp;',
        '&#0;',
        '\n',
        '"',
        '<',
        '=',
        ' ',
      ),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        const html = pieces.join('');
        let text: string;
        try {
          text = await read(html);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          return;
        }
        expect(text.endsWith('\n')).toBe(true);
        expect(text.startsWith('\n')).toBe(false);
        for (const line of text.split('\n')) expect(line).toBe(line.trim());
        expect(text).not.toMatch(/\n\n\n|[\r\0\t]/);
      }),
      { numRuns: 500 },
    );
  });
});

const SHARED = fileURLToPath(new URL('../../../../shared/data/documents/', import.meta.url));
const expectation = z.object({
  file: z.string(),
  title: z.string(),
  topLevelHeadings: z.array(z.string()).nullable(),
  articles: z.number().nullable(),
});
/** As shared/data/README.md compares: without blanks, brackets unified. */
const comparable = (text: string): string =>
  text
    .replace(/\s/g, '')
    .replace(/[〔［[（]/g, '(')
    .replace(/[〕］\]）]/g, ')');

describe.skipIf(!existsSync(SHARED))('readHtml on real pages (../shared/data)', () => {
  const rows = existsSync(SHARED)
    ? readFileSync(join(SHARED, 'expected.jsonl'), 'utf8')
        .split('\n')
        .filter((line) => line.includes('"html-'))
        .map((line) => expectation.parse(JSON.parse(line)))
    : [];

  it.each(rows)('$file', async ({ file, title, topLevelHeadings, articles }) => {
    const { text } = await readHtml(readFileSync(join(SHARED, file)), file);
    const lines = text.split('\n').map(comparable);
    expect(lines.slice(0, 12).join('') + lines.join('\n')).toContain(comparable(title));
    for (const heading of topLevelHeadings ?? []) {
      const wanted = comparable(heading).replace(/…$/, '');
      expect(lines.some((line) => line.startsWith(wanted))).toBe(true);
    }
    expect(lines.filter((line) => /^第[一二三四五六七八九十百]+条/.test(line))).toHaveLength(articles ?? 0);
    const ofSites =
      /ICP备|版权所有|^上一[篇条]|^下一[篇条]|当前位置|打印本页|关闭窗口|分享到|设为首页|浏览次数|友情链接/;
    expect(lines.filter((line) => ofSites.test(line))).toEqual([]);
  });
});
