import { expect, it } from 'vitest';
import { DocumentDetail } from '../../../src/http/schema.ts';
import { type OutlineEntry, outlineOf } from '../../../src/web/reader/outline-tree.ts';
import { PROVINCE_ID, PROVINCE_TEXT } from '../../http/fake-knowledge.ts';
import { testApp } from '../../http/requests.ts';

const namesOf = (entries: readonly OutlineEntry[]): readonly unknown[] =>
  entries.map(({ name, children }) => (children.length === 0 ? name : [name, namesOf(children)]));

async function clauses() {
  const body: unknown = await (await testApp().get(`/v1/documents/${PROVINCE_ID}`)).json();
  return DocumentDetail.parse(body).clauses;
}

it('names clauses by number and heading, parts of the page by what they are', async () => {
  expect(namesOf(outlineOf(await clauses(), PROVINCE_TEXT))).toEqual([
    '版头',
    '文号',
    '标题',
    '主送机关',
    '引言',
    [
      '三、目标任务',
      [
        [
          '（四）着力打造更富温馨的“服务型”政府',
          ['12.大力推动营商环境优化升级', '13.切实加强和改进政务服务'],
        ],
      ],
    ],
    '公开属性',
    '印发',
  ]);
});

it('names a clause without a heading by its first words, and passes over one without a name', async () => {
  const [first] = await clauses();
  if (first === undefined) throw new Error('the fixture has no clauses');
  const text = '第一条 为了规范政府信息公开工作，制定本条例，并且还有很多。';
  const article = {
    ...first,
    id: 'a',
    kind: 'article' as const,
    label: '第一条',
    start: 0,
    end: text.length,
  };
  const body = { ...first, id: 'b', kind: 'body' as const, start: 0, end: text.length, children: [article] };
  // 18 characters behind the label, of which the blank is one.
  expect(namesOf(outlineOf([body], text))).toEqual(['第一条 为了规范政府信息公开工作，制定本条…']);
});
