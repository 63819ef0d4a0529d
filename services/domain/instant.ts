export { formatInstant, isDate, parseInstant } from '#workflows/engine/worktime/instant.ts';
