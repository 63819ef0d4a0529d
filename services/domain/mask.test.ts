import { describe, expect, test } from 'vitest';
import { maskAddress, maskName, maskPhone } from './mask.ts';

describe('personal data as it is shown', () => {
  test.each([
    ['张桂芳', '张*芳'],
    ['王芳', '王*'],
    ['欧阳明月', '欧**月'],
    ['王', '*'],
    ['', ''],
    ['𠮷田', '𠮷*'],
  ])('name %s → %s', (name, shown) => expect(maskName(name)).toBe(shown));

  test.each([
    ['13844510012', '138****0012'],
    ['+86 138-4451-0012', '138****0012'],
    ['0435-8220110', '043****0110'],
    ['8220110', '***0110'],
    ['110', '***'],
    ['(0435)8222222', '043****2222'],
    ['0435-8222222转806', '043****2222-***'],
    ['１３８４４５１００１２', '138****0012'],
    ['1384451001 (old)', '******1001'],
  ])('phone %s → %s', (phone, shown) => expect(maskPhone(phone)).toBe(shown));

  test.each([
    ['锦绣小区3号楼2单元501室', '锦绣小区3号楼'],
    ['锦江花园A座1203', '锦江花园A座'],
    ['锦绣小区十二栋', '锦绣小区十二栋'],
    ['锦绣小区2单元501室', '锦绣小区'],
    ['锦绣小区3-2-501', '锦绣小区3'],
    ['兴工路88号502室', '兴工路88号'],
    ['兴工路与爱国街交叉口', '兴工路与爱国街交叉口'],
    ['兴工路88号', '兴工路88号'],
  ])('address %s → %s', (address, shown) => expect(maskAddress(address)).toBe(shown));
});
