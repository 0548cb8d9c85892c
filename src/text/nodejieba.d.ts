// The package's own types leave out the path of the dictionary that it ships.
declare module 'nodejieba' {
  export const DEFAULT_DICT: string;
}
