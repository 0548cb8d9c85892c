/**
 * Radicals and the ideographs that look like them, in pairs. Fonts that draw both with one glyph lead writers of PDF
 * to the radical. Unicode Character Database 14.0, EquivalentUnifiedIdeograph.txt, U+2E80 to U+2EF3; NFKC knows two
 * of these only (UAX #44, 5.7.3).
 */
const RADICALS =
  '⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍尐⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母' +
  '⺠民⺡氵⺢氺⺣灬⺤爫⺥爬⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑' +
  '⺾艹⺿艺⻀艻⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辷⻎辸⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风' +
  '⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟';

/**
 * Private characters of GB 18030—2000 and the standard ones that GB 18030—2005 and 2022 give for them: vertical
 * punctuation (left out here: a private form of a mark that Unicode has upright) and eight ideographs.
 */
const PRIVATE =
  '\ue78d︐\ue78e︒\ue78f︑\ue790︓\ue791︔\ue792︕\ue793︖\ue794︗\ue795︘\ue796︙' +
  '\ue81e龴\ue826龵\ue82b龶\ue82c龷\ue832龸\ue843龹\ue854龺\ue864龻';

/** Forms for vertical type (Unicode, U+FE10 to U+FE19 and U+FE30 to U+FE44), and what stands upright for them. */
const VERTICAL =
  '︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︱—︲–︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』';

function pairsOf(text: string): (readonly [string, string])[] {
  const characters = [...text];
  return characters.flatMap((from, at) => {
    const to = characters[at + 1];
    return at % 2 === 0 && to !== undefined ? [[from, to] as const] : [];
  });
}

const VERTICAL_PAIRS = new Map(pairsOf(VERTICAL));

const ORDINARY: ReadonlyMap<string, string> = new Map([
  ...pairsOf(RADICALS),
  ...VERTICAL_PAIRS,
  ...pairsOf(PRIVATE).map(([from, to]) => [from, VERTICAL_PAIRS.get(to) ?? to] as const),
]);

/** Kangxi radicals, compatibility ideographs and Latin ligatures: NFKC gives the ordinary character for each. */
const COMPATIBLE = /[\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06]|\ud87e[\udc00-\ude1f]/g;
const LISTED = /[\u2e80-\u2eff\ue78d-\ue796\ue81e-\ue864\ufe10-\ufe19\ufe30-\ufe44]/g;

/**
 * The text with ordinary characters in place of look-alikes: radicals, compatibility ideographs, ligatures, vertical
 * forms. All other characters stay as they are, full-width letters and digits too.
 */
export function ordinaryCharacters(text: string): string {
  return text
    .replace(LISTED, (character) => ORDINARY.get(character) ?? character)
    .replace(COMPATIBLE, (character) => character.normalize('NFKC'));
}

/** Private characters, controls, and the sign for what could not be decoded: nothing that can be read. */
const UNREADABLE = /[\p{Co}\p{Cc}\ufffd]/gu;

/** How many characters of a text are none: fonts without a way back to characters leave such text layers. */
export const countUnreadable = (text: string): number =>
  text.replaceAll(/\s/g, '').match(UNREADABLE)?.length ?? 0;
