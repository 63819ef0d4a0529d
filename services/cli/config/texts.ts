import type { Fault, TestResult } from '#services/config/index.ts';

const count = (faults: Fault[], severity: Fault['severity']) => faults.filter((f) => f.severity === severity).length;
const passed = (tests: TestResult[]) => tests.filter(({ ok }) => ok).length;

export const texts = {
  en: {
    usage: [
      'Usage: npm run -s cf -- <command> tenants/<code> [--lang zh|en]',
      '  check      every fault of the bundle and of what it inherits, its tests included',
      '  test       its tests, one line each',
      '  compile    what run time reads, as JSON [--out FILE]',
      '  effective  each value with the file and line that it comes from [PART], e.g. catalogue/0/items',
      '  explain    why a report or stored case goes where it goes and is due when it is: a file, or --item --variant --at --location',
      '             --kind --reporter --channel --process, as in the report of a test',
      '  diff       what becomes different: cf diff <before> <after>, each a folder or tenants/<code>@<git revision>',
      '  format     the one layout of its YAML files, comments kept [--check: only says which differ]',
    ].join('\n'),
    noTenant: (folder: string, known: string[], reason?: string) =>
      `There is no tenant in “${folder}”.${reason === undefined ? '' : ` ${reason}.`}${known.length > 0 ? ` Beside it there are: ${known.slice(0, 14).join(', ')}${known.length > 14 ? ', …' : ''}.` : ' Name its folder, e.g. tenants/<code>.'}`,
    severity: { error: 'error', warning: 'warning' },
    inherited: 'inherited',
    noPart: (part: string, known: string[]) => `There is no “${part}”. There are: ${known.join(', ')}.`,
    formatted: (file: string) => `${file} written`,
    unformatted: (file: string) => `${file} is not in the usual layout`,
    notOnDisk: 'Only files on disk can be formatted.',
    noChange: 'Nothing changes in what a case meets.',
    noReport: 'Which report? Name a file, or write it: --item E03 --at "2026-02-17 23:30" --location <unit>.',
    noFile: (file: string) => `“${file}” cannot be read.`,
    written: (file: string, hash: string) => `${file} written, hash ${hash}`,
    summary: (faults: Fault[], tests: TestResult[]) =>
      `${count(faults, 'error')} errors, ${count(faults, 'warning')} warnings, ${passed(tests)} of ${tests.length} tests passed`,
  },
  zh: {
    usage: [
      '用法：npm run -s cf -- <命令> tenants/<代码> [--lang zh|en]',
      '  check      检查本级和所沿用的配置，连同测试，列出全部问题',
      '  test       运行测试，逐条列出',
      '  compile    输出运行时读取的 JSON [--out 文件]',
      '  effective  列出每个值及其出处（文件:行）[部分]，如 catalogue/0/items',
      '  explain    一件上报或案件为什么派给这些单位、为什么这时到期：写文件，或用 --item --variant --at --location',
      '             --kind --reporter --channel --process，与测试里的 report 相同',
      '  diff       改了什么：cf diff <改前> <改后>，各为文件夹或 tenants/<代码>@<git 版本>',
      '  format     把 YAML 文件整理成统一的排版，注释保留 [--check：只列出要改的文件]',
    ].join('\n'),
    noTenant: (folder: string, known: string[], reason?: string) =>
      `“${folder}”里没有租户。${reason === undefined ? '' : `${reason}。`}${known.length > 0 ? `同一处有：${known.slice(0, 14).join('、')}${known.length > 14 ? '、……' : ''}。` : '请写它的文件夹，如 tenants/<代码>。'}`,
    severity: { error: '错误', warning: '提醒' },
    inherited: '沿用',
    noPart: (part: string, known: string[]) => `没有“${part}”。有：${known.join('、')}。`,
    formatted: (file: string) => `已整理 ${file}`,
    unformatted: (file: string) => `${file} 不是统一的排版`,
    notOnDisk: '只能整理磁盘上的文件。',
    noChange: '对案件没有任何改变。',
    noReport: '要解释哪一件上报？请写文件，或写 --item E03 --at "2026-02-17 23:30" --location <单位>。',
    noFile: (file: string) => `读不了“${file}”。`,
    written: (file: string, hash: string) => `已写入 ${file}，摘要 ${hash}`,
    summary: (faults: Fault[], tests: TestResult[]) =>
      `${count(faults, 'error')} 个错误，${count(faults, 'warning')} 个提醒，${tests.length} 个测试通过 ${passed(tests)} 个`,
  },
};
