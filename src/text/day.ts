/** A day as ISO 8601 (2022-07-11), by the clock of this machine and its time zone: an office's own day. */
export function today(now: Date = new Date()): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** 2022-07-11 → 2022年7月11日, as official documents write it (GB/T 9704—2012, 7.3.5.4). */
export function dateInWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
