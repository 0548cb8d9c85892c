import { describe, expect, it } from 'vitest';
import { readLayout } from '../../../src/document/layout.ts';
import { readLists } from '../../../src/document/relations/lists.ts';
import { readStatements } from '../../../src/document/relations/statements.ts';

function listed(text: string): string[] {
  const layout = readLayout(text);
  return readLists(text, layout, readStatements(text, layout)).map(
    ({ relation, title, documentNumber }) => `${relation} ${title} ${documentNumber ?? '-'}`,
  );
}

const HEAD =
  '某市人民政府关于废止部分规范性文件的决定\n各区人民政府：\n经研究，现作出如下安排，请认真落实。\n';

describe('readLists', () => {
  it('reads the lines below an announcement, up to the next clause of its own', () => {
    const text = `${HEAD}一、下列规范性文件予以废止：\n（一）《甲管理规定》（某府发〔2001〕5号）；\n（二）《乙管理规定》第三条；\n（三）《丙管理规定》。\n二、《丁管理规定》继续有效。\n`;
    expect(listed(text)).toEqual([
      'repeals 甲管理规定 某府发〔2001〕5号',
      'amends 乙管理规定 -',
      'repeals 丙管理规定 -',
    ]);
  });

  it('reads an annex by its title, without 《》, and stops before what stays in force', () => {
    const text = `${HEAD}一、废止《甲管理规定》等3件规章（见附件1）。\n某市人民政府\n2018年3月1日\n附件1\n废止的规章目录\n（共3件）\n一、甲管理规定（某府发〔2001〕5号印发）\n二、乙收费管理办法（试行）（某府办〔2003〕9号）\n三、关于加强丙管理的通知\n附件2\n现行有效的规章目录\n一、丁管理规定（某府发〔2009〕1号）\n`;
    expect(listed(text)).toEqual([
      'repeals 甲管理规定 某府发〔2001〕5号',
      'repeals 乙收费管理办法（试行） 某府办〔2003〕9号',
      'repeals 关于加强丙管理的通知 -',
    ]);
  });

  it('reads a table whose cells are lines', () => {
    const text = `${HEAD}附件\n废止的规范性文件目录\n序号\n文件名称\n文号\n1\n关于加强甲管理的通知\n某府发〔2001〕5号\n2\n乙收费管理办法\n某府办〔2003〕9号\n`;
    expect(listed(text)).toEqual([
      'repeals 关于加强甲管理的通知 某府发〔2001〕5号',
      'repeals 乙收费管理办法 某府办〔2003〕9号',
    ]);
  });

  it.each([
    '一、有下列情形之一的，规范性文件应当废止：\n（一）《甲管理规定》已经修改的；\n',
    '某市人民政府\n2018年3月1日\n附件1\n拟废止的规章目录\n一、甲管理规定（某府发〔2001〕5号印发）\n',
    '一、下列文件继续有效：\n（一）《甲管理规定》；\n',
  ])('no list of what is repealed: %s', (body) => {
    expect(listed(HEAD + body)).toEqual([]);
  });
});
