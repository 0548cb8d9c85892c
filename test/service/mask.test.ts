import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBankCard, isIdentityNumber, maskPersonal } from '../../src/service/mask.ts';

describe('maskPersonal', () => {
  it.each([
    // 11010519491231002X is the example of GB 11643—1999 itself.
    ['身份证11010519491231002X能补贴吗', '身份证〔身份证号〕能补贴吗'],
    ['110105194912310 02x', '〔身份证号〕'],
    ['旧证 110105491231002 还有效吗', '旧证 〔身份证号〕 还有效吗'],
    ['身份证 110105 19491231 002X', '身份证 〔身份证号〕'],
    ['打13812345678问', '打〔手机号〕问'],
    ['电话138-1234-5678、+86 139 1234 5678', '电话〔手机号〕、+〔手机号〕'],
    ['１３８１２３４５６７８是我的', '〔手机号〕是我的'],
    ['卡号4111 1111 1111 1111 收补贴', '卡号〔银行卡号〕 收补贴'],
    ['座机0795-3561234', '座机〔电话〕'],
    ['写信到 zhang.san+1@mail.example.gov.cn。', '写信到 〔电子邮箱〕。'],
    ['赣A12345和赣AD12345能上高速吗', '〔车牌号〕和〔车牌号〕能上高速吗'],
    ['我住中山路128号3单元501室', '我住中山路〔门牌〕号〔门牌〕单元〔门牌〕室'],
    ['我叫张三丰，住房补贴怎么领', '我叫〔姓名〕，住房补贴怎么领'],
    ['13812345678 11010519491231002X', '〔手机号〕 〔身份证号〕'],
  ])('%s', (text, masked) => {
    expect(maskPersonal(text)).toBe(masked);
  });

  it.each([
    '赣府发〔2022〕16号第三条怎么说',
    '一般问题 5 个工作日办结、疑难问题 10 个工作日回复',
    '2022年7月11日印发的文件',
    '统一社会信用代码91360900MA35F2XX0L',
    '12345热线多少人接听',
    '投资20000000000元以上的项目',
    // The example of GB 11643 with a wrong check character, and one with the 31st of February.
    '110105194912310021',
    '110105194902310021',
    '室内5室外3',
    '我叫停了项目',
  ])('leaves %s', (text) => {
    expect(maskPersonal(text)).toBe(text);
  });

  it('masks every mobile number wherever it stands, and no digit of it stays', () => {
    const mobile = fc.tuple(fc.constantFrom(...'3456789'), fc.integer({ min: 0, max: 999_999_999 }));
    fc.assert(
      fc.property(fc.constantFrom('', '问', '；', '电话：'), mobile, (before, [second, rest]) => {
        const number = `1${second}${String(rest).padStart(9, '0')}`;
        expect(maskPersonal(`${before}${number}怎么办`)).toBe(`${before}〔手机号〕怎么办`);
      }),
    );
  });

  it('returns any text without digits, @ or names as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const plain = text.replace(/[\d\uff10-\uff19@＠]|我叫|姓名|联系人|申请人|户主/gu, '');
        expect(maskPersonal(plain)).toBe(plain);
      }),
    );
  });

  it('is quick on what could make it slow', () => {
    for (const unit of ['1 ', '1', 'a.', 'a@', '路1', '1-', '我叫']) {
      expect(maskPersonal(unit.repeat(50_000)).length).toBeGreaterThan(0);
    }
  });
});

describe('numbers', () => {
  it('knows the check character of GB 11643', () => {
    // 1·7+1·9+0+1·5+0+5·4+1·2+9·1+4·6+9·3+1·7+2·9+3·10+1·5+0+0+2·2 = 167 = 15·11 + 2 → X
    expect(isIdentityNumber('11010519491231002X')).toBe(true);
    expect(isIdentityNumber('11010519491231002x')).toBe(true);
    for (const wrong of '0123456789') expect(isIdentityNumber(`11010519491231002${wrong}`)).toBe(false);
  });

  it('knows the check digit of Luhn', () => {
    // 4111 1111 1111 1111 from the right: 8 digits 1 as they are = 8, doubled 7·2 + 4·2 = 22: 30.
    expect(isBankCard('4111111111111111')).toBe(true);
    for (const wrong of '023456789') expect(isBankCard(`411111111111111${wrong}`)).toBe(false);
  });
});
