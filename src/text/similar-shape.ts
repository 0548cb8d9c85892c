/** Characters that are taken for each other by their shape; a character may be in several groups. */
const GROUPS =
  '已己巳 未末 士土 人入八 日曰目 目自 干千于 天夫 大太犬 王玉主 今令 刀力 九丸 午牛 贝见 鸟乌 木术本 免兔 旦且 由甲申田 ' +
  '史吏 戊戌戍 折拆析 侯候 徼缴激 微徽 辨辩辫瓣 赢羸 募幕墓慕暮 拔拨 治冶 凌陵 刺剌 崇祟 泠冷 炙灸 券卷 撤撒 徒徙 遣遗 ' +
  '竞竟 境镜 粟栗 盲肓 段假 幸辛 抢枪 抡轮 沧沦 仓仑 惜措借错 籍藉 复覆 暑署 提堤题 挡档 推堆 准淮 陪培赔倍 待侍持特 ' +
  '坏怀环杯 往住注驻 佳住 侧测则 帐账胀 购构沟钩 消销 哨稍捎 型形刑 杨扬场汤 线残浅钱 践贱 贷货 贪贫 责贵 债绩积 ' +
  '续读渎赎 检验险捡俭 晴睛清请情精 园圆 困因囚 团围国 固因 图圈 间问闻 限根跟 银根 狠恨 即既 朝期 明朋 服报 没设 投役 ' +
  '效郊校较 收改攻政 故放 数教 办为 协胁 助动 励厉 勤勒 经径劲 细组祖租阻 职识织积 规现观视 监临 盈盖 管菅 官宫 符付府 ' +
  '诉拆 议仪 技枝 材村财 补扑 福副幅富 税说锐悦 施旋旅 实买卖 完定宗 宇字 常尝赏 县具 市布币 帅师 度席废 底低抵 质盾 ' +
  '员圆 项顶须顺 预颁领 务备条 各名 冬终 拖施 审宙 申电 处外';

const similar = new Map<string, string>();
for (const group of GROUPS.split(' ')) {
  for (const character of group) {
    const others = [...group].filter((other) => other !== character).join('');
    similar.set(character, `${similar.get(character) ?? ''}${others}`);
  }
}

/** The characters that look like `character`, in one string; '' where none is known. */
export const similarShapes = (character: string): string => similar.get(character) ?? '';
