/** Buttons and links of government sites that stand by themselves. Longer words first: each is taken out once. */
const TOOLS =
  /打印本页|打印页面|打印此页|打印正文|打印文章|我要打印|打印|关闭本页|关闭页面|关闭窗口|关闭此页|我要关闭|关闭|分享到|分享至|分享|微信扫一扫|扫一扫|微信好友|朋友圈|微信公众号|微信|新浪微博|腾讯微博|微博|qq空间|qq好友|qzone|qq|收藏本页|收藏此文|加入收藏|收藏|复制网址|复制链接|推荐给好友|推荐|返回顶部|返回首页|返回列表|返回上一页|返回|回到顶部|顶部|上一页|下一页|首页|尾页|末页|主页|浏览字体|正文字体|文字大小|字体大小|字体颜色|背景颜色|背景色|字号|字体|默认|超大|大|中|小|特|缩小|放大|语音播报|语音朗读|朗读|播放|收听|暂停|停止|视力保护色|护眼|打开导航|关怀版|无障碍浏览|无障碍阅读|无障碍|长者模式|适老化|繁体版|繁体|简体版|简体|繁體|手机版|移动版|电脑版|english|设为首页|订阅|rss|登录|注册|搜索|检索|搜一搜|原文下载|下载全文|下载文字版|下载图片版|文字版|图片版|下载|内容纠错|我要纠错|纠错|网站地图|站点地图|联系我们|关于我们|更多|展开|收起|点击|保护视力|二维码|转发|点赞|举报|a\+|a-|\+|t/gi;

/** Labels of what a page tells of itself, not of the document. */
const BYLINE =
  /^[【[（(\s]*(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s\d{1,2}:\d{2}(?::\d{2})?)?\s*)?(?:(?:文章|信息|稿件|内容|新闻|资料)?来源|转载自|责任编辑|责\s?编|(?:信息|文章|网站|内容)?(?:发布|更新|发表|录入|创建|提交|公开|编辑)(?:日期|时间|于|者|人)|(?:浏览|点击|阅读|访问|查看|下载|人气)(?:次\s?数|量|数|率|人数)?|点\s?击\s?数|阅\s?读|浏\s?览|字\s?[号体]|浏览字体|文字大小|背景色|保护视力色?|视力保护色?|分享到?|语音播报)\s?[:：]|^[【[]\s?(?:字[号体]|字体大小|打印|关闭|大|收藏|返回|推荐|复制网址)/;
/** The same of labels that documents use, too: of a page beside another one or before digits. */
const LABEL =
  /(?:来源|作\s?者|编\s?辑|编\s?审|审\s?[核校]|校\s?对|撰\s?稿|记\s?者|通讯员|供\s?稿|录\s?入|日\s?期|时\s?间|次\s?数|点击|浏览|阅读|人气|字\s?[号体]|打印)\s?[:：]/g;
const SHORT_DATE = /^(?:日\s?期|时\s?间)\s?[:：]\s?\d{4}[-/.]\d/;
const PERSONS =
  /^(?:作\s?者|编\s?辑|编\s?审|审\s?[核校]|校\s?对|撰\s?稿|记\s?者|供\s?稿|录\s?入)\s?[:：]\s?\S{0,12}$/;
const POSITION =
  /^(?:[您你]?的?(?:现在|当前|目前|所在)*的?(?:位置|栏目)(?:是|为)?\s?(?:[:：>]|$)|[您你](?:现在|当前)?(?:所在)?的?位置|首\s?页\s?(?:[>＞»›/\\→|｜]|-\s?>)|当前位置)/;
const FOOTER =
  /版权所有|copyright|©|ICP备|ICP证|公网安备|网安备|网站标识码|备案(?:编号|序号|号)\s?[:：]|技术支持\s?[:：]|(?:主办|承办|运行管理|维护)(?:单位)?\s?[:：].{0,40}(?:承办|电话|地址|邮编|技术|备案)|网站(?:地图|声明)[|｜\s]|(?:建议|推荐)(?:使用|您使用).{0,20}(?:分辨率|浏览器)|第\s?\d*\s?位(?:访|来)|网站违法和不良信息|ENTERPRISES|all rights reserved|转[载摘](?:请|声明)|未经.{0,10}(?:授权|许可|同意).{0,12}(?:转载|使用|镜像)/i;
/** What begins the part below a document that leads to others. */
const RELATED =
  /^[【[■●▪◆>»·\s]*(?:上一[篇条则页]|下一[篇条则页]|前一[篇条]|后一[篇条]|上篇|下篇|相关(?:链接|文章|文件|文档|新闻|阅读|稿件|信息|解读|报道|内容|附件|政策|推荐|专题|资讯|主题|法规)|(?:政策|文件|图文|图解|专家|媒体|视频|部门)+解读|解读(?:材料|链接|文件)?|延伸阅读|推荐阅读|热点(?:推荐|文章|信息|新闻|关注)|最新(?:文章|信息|新闻|发布)|热门|猜你喜欢|为您推荐|友情链接|网友评论|我要评论|发表评论|扫一扫|扫码|微信扫|长按|用微信|使用微信|分享到|分享至|您?可能(?:还)?感兴趣|本文关键[词字]|【?(?:打印|关闭)|返回(?:顶部|列表|首页|上)|(?:网站|站点)地图|便民服务|快速(?:导航|通道|链接)|(?:部门|地方|区县|其他|常用|省市|市县)+(?:政府)?网站|预览时标签不可点|继续滑动看下一个|阅读原文|轻触阅读原文|赞\s?在看|您访问的链接即将离开|文件下载\s?[:：]?$|附件下载\s?[:：]?$)/;

const MOST_OF_LINE = 200;

const letters = (text: string): string => text.replace(/[^\p{L}]/gu, '');

/** Whether a line is made of buttons only: 【打印】【关闭】, 大 中 小, 分享到：. */
export function isToolLine(text: string): boolean {
  if (text.length > 80) return false;
  const rest = text.replace(TOOLS, '');
  return rest !== text && letters(rest) === '';
}

/** Whether a line tells of the page: from where and when it was posted, how often it was read, where it stands. */
export function isPageLine(text: string): boolean {
  if (text.length > MOST_OF_LINE) return false;
  const labels = text.length <= 120 ? (text.match(LABEL)?.length ?? 0) : 0;
  return (
    labels >= 2 ||
    [BYLINE, SHORT_DATE, PERSONS, POSITION].some((pattern) => pattern.test(text)) ||
    isPosting(text) ||
    isToolLine(text)
  );
}

/**
 * 2016-07-11 17:30, by itself or behind a name: the time of posting. A document writes 2016年7月11日.
 */
const isPosting = (text: string): boolean =>
  text.length <= 60 &&
  /^(?:[^，。；：]{0,40}\s)?[[【（(]?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\]】）)]?$/.test(
    text,
  );

/** Whether a line belongs to the foot of a site: its owner, its registration. */
export const isSiteFoot = (text: string): boolean => text.length <= 400 && FOOTER.test(text);

/** Whether a line begins what leads to other pages. */
export const isRelated = (text: string): boolean => text.length <= MOST_OF_LINE && RELATED.test(text);

/** 国发〔2016〕40号, 第135号, （第55号）, 文号：…; 7.2.5, and orders. */
const NUMBER =
  /^(?:(?:发文字号|文\s?号)\s?[:：]\s?)?(?:[一-龥]{2,20}[〔［[（(【]\s?\d{4}\s?[〕］\])）】]\s?第?\d{1,5}\s?号|[一-龥]{0,24}(?:令|公告)?\s?[（(]?第\s?[\d零〇一二三四五六七八九十百]{1,6}\s?号[）)]?)$/;
const NOTE = /^[（(][^）)]*(?:通过|公布|发布|修订|修正|批准|施行|实施|印发)/;
const DATE =
  /^[\d〇○零一二三四五六七八九十]{4}\s?年[\d元正一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$/;
const BODY =
  /^[一-龥“”（）·\s\u3000]{2,60}(?:人民政府|委员会|[省市县区国]委|国务院|办公[厅室]|[厅局部署院]|领导小组|指挥部|银行|中心|法院|检察院|公司|协会)(?:[（(]章[）)])?$/;
const FOOT =
  /^(?:附\s?[件表录图][\s\d一二三四五六七八九十]*(?:[:：.、]|$)|抄\s?[送报]\s?[:：]|[报分]送\s?[:：]|主题词\s?[:：]|(?:公开(?:方式|属性|选项|类别)|信息公开选项)\s?[:：]|[（(]?(?:此件|本件|此文|本文|联系)[^。]{0,30}[）)]?$|.{4,40}印发$)/;

/** Whether a line stands at the begin or end of documents though it is no running text (GB/T 9704—2012 7.2, 7.4). */
export const isDocumentLine = (text: string): boolean =>
  (text.length <= MOST_OF_LINE && [NUMBER, NOTE, DATE, FOOT].some((pattern) => pattern.test(text))) ||
  (text.length <= 60 && (BODY.test(text) || /(?:人民政府|委员会|办公[厅室]|[厅局部委])文件$/.test(text)));

const MISSING =
  /(?:页面|网页|文件|文章|内容|信息|资源)(?:.{0,6})(?:不存在|已?被?删除|无法(?:访问|显示|找到)|未找到|找不到|丢失)|(?:404|403|500|502|503)\s?(?:错误|-|error|not found|forbidden|internal|bad gateway)|not found|(?:开启|启用|打开|支持|enable)\s?java\s?script|正在(?:加载|跳转|重定向)|loading|系统(?:繁忙|维护|升级)|访问(?:过于)?频繁|安全验证|验证码|请求被拒绝|拦截|没有(?:权限|找到)|no permission|出错了|服务器(?:错误|出错|繁忙)/i;

/** Whether the text of a page says that the page is not there, or that a script must fetch it. */
export const saysNothingHere = (text: string): boolean => MISSING.test(text);
