import { describe, expect, it } from 'vitest';
import {
  findAnswerType,
  findListNoun,
  findListSize,
  findMeasure,
  findOrdinal,
} from '../../src/question/answer-type.ts';
import { normalise } from '../../src/text/normalise.ts';

// Questions of our own, not of the evaluation sets.
describe('findAnswerType', () => {
  it.each([
    ['投诉件的办理期限是多久', 'time_limit'],
    ['疑难事项几个工作日回复', 'time_limit'],
    ['办一张许可证要几个小时', 'time_limit'],
    ['全县重点工程有多少个', 'count'],
    ['聚焦几个指标', 'count'],
    ['网上可办率要达到多少', 'percentage'],
    ['绿化面积的比例不低于多少', 'percentage'],
    ['首付比例', 'percentage'],
    ['罚款多少', 'amount'],
    ['申请费是多少', 'amount'],
    ['创新大厦什么时候开工', 'date'],
    ['会议哪天开的', 'date'],
    ['要做到哪三个第一时间', 'list'],
    ['窗口每天几点上班', 'time_of_day'],
    ['这项工作由哪个部门牵头', 'organisation'],
    ['谁负责督查', 'organisation'],
    ['市长是谁', 'person'],
    ['有哪些特色服务', 'list'],
    ['三个区分开来是什么', 'list'],
    ['四大专项行动包括什么', 'list'],
    ['容缺受理是什么意思', 'definition'],
    ['怎么申请', 'method'],
    ['邮寄收费吗', 'yes_no'],
    ['是否可以延期', 'yes_no'],
    ['推行什么执法模式', 'open'],
    ['讲话的同志叫什么名字', 'person'],
    ['能得多少奖励资金', 'amount'],
    ['提出几点要求', 'count'],
    ['三促是促什么', 'list'],
  ])('%s → %s', (question, expected) => {
    expect(findAnswerType(normalise(question).text)).toBe(expected);
  });
});

describe('findListSize', () => {
  it.each([
    ['三个必须', 3],
    ['两大产业集群', 2],
    ['五项任务', 5],
    ['四个不摘', 4],
    ['18个指标', 18],
    ['第三个是什么', null],
    ['2021年的任务', null],
    ['有哪些任务', null],
  ])('%s → %s', (question, expected) => {
    expect(findListSize(normalise(question).text)).toBe(expected);
  });
});

describe('findOrdinal', () => {
  it.each([
    ['第二个是什么', 2],
    ['第3项任务', 3],
    ['第十一点', 11],
    ['最后一个呢', -1],
    ['第十二条怎么说', null],
    ['第四条基本原则', 4],
    ['有几个', null],
  ])('%s → %s', (question, expected) => {
    expect(findOrdinal(normalise(question).text)).toBe(expected);
  });
});

describe('findListNoun', () => {
  it.each([
    ['三个必须是什么', '必须'],
    ['四个最讲', '最讲'],
    ['两倡导是倡导什么', '倡导'],
    ['有哪些任务', null],
  ])('%s → %s', (question, expected) => {
    expect(findListNoun(normalise(question).text)).toBe(expected);
  });
});

describe('findMeasure', () => {
  it.each([
    ['大楼要盖多少层', '层'],
    ['排在第几名', '名'],
    ['有多少个指标', null],
    ['办结要几天', null],
  ])('%s → %s', (question, expected) => {
    expect(findMeasure(normalise(question).text)).toBe(expected);
  });
});
