import { WorktimeError } from '#workflows/engine/worktime/index.ts';
import { invalid, type InputFault, type Problem, type Text } from '../problem.ts';

/** What a time that cannot be reckoned is told as, whoever asked for it; undefined for anything else. */
export function outOfReach(error: unknown, faultOf: Placed = () => ({ pointer: '' })): Problem | undefined {
  if (!(error instanceof WorktimeError)) return undefined;
  const said = words[error.code];
  return said && invalid([{ ...faultOf(error), detail: said }]);
}

type Placed = (error: WorktimeError) => Omit<InputFault, 'detail'>;

const tooFar: Text = {
  en: 'A time here lies too far away to be reckoned; the reach is twenty years, and the years 1900 to 9900.',
  zh: '时间太远，无法推算；可推算二十年之内、公元 1900 至 9900 年之间。',
};
const words: Partial<Record<WorktimeError['code'], Text>> = {
  no_open_time: {
    en: 'The calendar has no office hours to count; whoever keeps the configuration adds them.',
    zh: '日历中没有可计的办公时间，请由配置管理员补上。',
  },
  too_far: tooFar,
  out_of_range: tooFar,
};
