/** A day as ISO 8601 (2022-07-11), by the clock of this machine and its time zone: an office's own day. */
export function today(now: Date = new Date()): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
