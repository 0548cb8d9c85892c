import { describe, expect, it } from 'vitest';
import { readEnclosed } from '../../src/document/enclosed.ts';
import { readLayout } from '../../src/document/layout.ts';

const enclosed = (lines: readonly string[], of: { title: string | null; issuer: string | null }) => {
  const text = lines.join('\n');
  return readEnclosed(text, readLayout(text), of).map(({ span, ...fields }) => ({
    ...fields,
    begins: text.slice(span.start).split('\n')[0],
    ends: text.slice(0, span.end).trimEnd().split('\n').at(-1),
  }));
};

describe('readEnclosed', () => {
  it('reads a forwarded document with its own head, signature and date', () => {
    const lines = [
      ...['某某市人民政府办公室转发省政府关于加强管理意见的通知', '某政办发〔2020〕7号', '各区人民政府：'],
      ...['现转发给你们，请贯彻执行。', '某某市人民政府办公室', '2020年3月1日', '附件', '江西省人民政府文件'],
      ...[
        '赣府发〔2020〕2号',
        '江西省人民政府关于加强管理的意见',
        '各市人民政府：',
        '现提出以下意见。',
        '一、加强管理。',
      ],
      ...['江西省人民政府', '2020年2月3日', '抄送：市委办公室。', '某某市人民政府办公室　2020年3月2日印发'],
    ];
    expect(enclosed(lines, { title: lines[0] ?? null, issuer: '某某市人民政府办公室' })).toEqual([
      {
        title: '江西省人民政府关于加强管理的意见',
        documentNumber: '赣府发〔2020〕2号',
        issuer: '江西省人民政府',
        issuedOn: '2020-02-03',
        kind: '意见',
        begins: '附件',
        ends: '2020年2月3日',
      },
    ]);
  });

  it('reads authors and date below the title; the place is that of the issuer around it', () => {
    const lines = [
      ...[
        '河南省人民政府办公厅转发省教育厅等部门关于做好升学考试工作意见的通知',
        '各市人民政府：',
        '现转发给你们。',
      ],
      ...['河南省人民政府办公厅', '2012年12月31日', '关于做好升学考试工作的意见', '省教育厅　省公安厅'],
      ...['（2012年12月24日）', '为做好工作，提出意见。'],
    ];
    expect(enclosed(lines, { title: lines[0] ?? null, issuer: '河南省人民政府办公厅' })).toMatchObject([
      { title: '关于做好升学考试工作的意见', issuer: '河南省教育厅、河南省公安厅', issuedOn: '2012-12-24' },
    ]);
  });

  it('reads from the title whose document is forwarded', () => {
    const title = '国务院办公厅转发民政部关于清理社会团体意见的通知';
    const lines = [
      title,
      '各省人民政府：',
      '现转发给你们。',
      '1997年4月8日',
      '关于清理社会团体的意见',
      '现提出意见。',
    ];
    expect(enclosed(lines, { title, issuer: '国务院办公厅' })).toMatchObject([
      { issuer: '民政部', issuedOn: null },
    ]);
  });

  it('has none where an order publishes a regulation: that is the document itself', () => {
    const lines = [
      ...[
        '山东省人民政府令',
        '第253号',
        '《山东省管理办法》已经通过，现予公布。',
        '省长　姜某某',
        '二○一二年六月五日',
      ],
      ...['山东省管理办法', '第一条　为了管理，制定本办法。'],
    ];
    expect(enclosed(lines, { title: '山东省管理办法', issuer: '山东省人民政府' })).toEqual([]);
  });
});
