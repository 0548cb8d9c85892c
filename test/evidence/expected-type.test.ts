import { beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { typeAgreement } from '../../src/evidence/expected-type.ts';
import { parseQuestion, type QuestionTools } from '../../src/question/parse.ts';
import { normalise } from '../../src/text/normalise.ts';
import { Segmenter } from '../../src/text/segment.ts';
import { Synonyms } from '../../src/text/synonyms.ts';

let tools: QuestionTools;
beforeAll(() => {
  tools = {
    segmenter: Segmenter.open(readConfig({}).ZHENGDA_DICTIONARY),
    synonyms: Synonyms.parse(''),
    questionWords: new Set(['的', '是']),
  };
});

describe('typeAgreement', () => {
  it.each([
    ['回复期限是几天', '疑难问题10个工作日回复', 1],
    ['回复期限是几天', '疑难问题及时回复', -1],
    ['罚款多少', '处五千元以上五万元以下罚款', 1],
    ['罚款多少', '依法给予罚款', -2],
    ['5.0版什么时候上线', '建成“赣服通”5.0版', -1],
    ['会议哪天召开', '11月21日召开会议', 1],
    ['窗口几点下班', '窗口5个工作日办结', -2],
    ['市长是谁', '*市长莅会指导', -2],
    ['市长是谁', '贯彻习近平总书记重要讲话', -2],
    ['省长是谁', '易炼红省长作出批示', 1],
    ['哪个部门负责', '由县行政审批局办理', 1],
    ['哪个部门负责', '不断提高水平', -1],
    // The number that the question says itself is no answer to how many.
    ['18个指标里有多少个达标', '聚焦18个指标', -1],
    ['大楼要盖多少层', '作出了八个部署', -1],
    ['大楼要盖多少层', '大楼共18层', 1],
    ['聘请多少名监督员', '聘请监督员30人', 1],
    // The share stands in another part, and is of something else.
    ['三公经费压减百分之几', '持续压减三公经费，民生支出占比不低于80%', -2],
    ['行政审批局的地址在哪里', '牵头单位是县行政审批局', -2],
    ['平台是哪家公司开发的', '加快推进平台建设', -2],
    ['什么是行政许可', '本法所称行政许可，是指准予从事特定活动的行为', 1],
    ['什么是行政许可', '设定行政许可应当规定条件', 0],
    ['有什么要求', '做到有求必应', 0],
  ])('%s / %s: %i', (question, text, expected) => {
    expect(typeAgreement(parseQuestion(question, tools), normalise(text).text)).toBe(expected);
  });
});
