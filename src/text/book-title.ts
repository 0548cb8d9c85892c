/** A title in the marks that print uses; titles within it get single ones: 《关于印发〈办法〉的通知》 (GB/T 15834—2011 4.15). */
export function bookTitle(title: string): string {
  const inner = title.replace(/^《([^《》]*)》$/, '$1');
  return `《${inner.replaceAll('《', '〈').replaceAll('》', '〉')}》`;
}
