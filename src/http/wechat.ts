import { createRoute } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { NO_REPLY, OfficialAccountChannel } from '../channels/wechat/official-account.ts';
import { wechatSettings, wecomSettings } from '../channels/wechat/settings.ts';
import { WecomChannel } from '../channels/wechat/wecom.ts';
import { AppError } from '../errors.ts';
import type { Service } from '../service/service.ts';
import type { ReportBug } from './error-response.ts';
import { errorsOf } from './openapi.ts';
import type { HttpApp } from './route.ts';

/** A text of 2,048 bytes is some 5 kB when it is encrypted. */
const BODY_MAX_BYTES = 64 * 1024;

const limitCallback = bodyLimit({
  maxSize: BODY_MAX_BYTES,
  onError: () => {
    throw new AppError('payload_too_large', '回调的内容超过 64 kB。本网址只供平台回调，请核对后重试');
  },
});

const fields = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));

/** The content of an XML body with the root `<xml>`. */
const xmlOf = (...names: readonly string[]) => ({
  'text/xml': { schema: { type: 'object' as const, xml: { name: 'xml' }, properties: fields(names) } },
});

const queryOf = (...names: readonly string[]) =>
  names.map((name) => ({
    name,
    in: 'query' as const,
    required: true,
    schema: { type: 'string' as const },
  }));

const MESSAGE = ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Content', 'MsgId'];
const ECHO = {
  200: { description: 'echostr', content: { 'text/plain': { schema: { type: 'string' as const } } } },
};
const REFUSALS = errorsOf(
  [400, '密文解不开，或内容不是平台所发的 XML（invalid_request）'],
  [403, '签名不对，或时间相差超过 10 分钟（forbidden）'],
);
const POST_REFUSALS = { ...REFUSALS, ...errorsOf([413, '内容超过 64 kB（payload_too_large）']) };

const WECOM = {
  path: '/channels/wecom',
  tags: ['问答'],
  parameters: queryOf('msg_signature', 'timestamp', 'nonce'),
};
const wecomVerify = createRoute({
  ...WECOM,
  method: 'get',
  summary: '企业微信验证回调网址',
  parameters: [...WECOM.parameters, ...queryOf('echostr')],
  responses: { ...ECHO, ...REFUSALS },
});
const wecomReceive = createRoute({
  ...WECOM,
  method: 'post',
  summary: '企业微信发来消息；立即答复空串，回答另行发出',
  request: { body: { required: true, content: xmlOf('ToUserName', 'AgentID', 'Encrypt') } },
  responses: { 200: { description: '已收到' }, ...POST_REFUSALS },
});

const WECHAT = {
  path: '/channels/wechat',
  tags: ['问答'],
  parameters: queryOf('signature', 'timestamp', 'nonce'),
};
const wechatVerify = createRoute({
  ...WECHAT,
  method: 'get',
  summary: '公众号验证回调网址',
  parameters: [...WECHAT.parameters, ...queryOf('echostr')],
  responses: { ...ECHO, ...REFUSALS },
});
const wechatReceive = createRoute({
  ...WECHAT,
  method: 'post',
  summary: '公众号发来消息；以 XML 回答，来不及或不必回答的答 success',
  request: { body: { required: true, content: xmlOf(...MESSAGE, 'Encrypt') } },
  responses: {
    200: {
      description: '回答，安全模式下是密文',
      content: xmlOf(
        'ToUserName',
        'FromUserName',
        'CreateTime',
        'MsgType',
        'Content',
        'Encrypt',
        'MsgSignature',
      ),
    },
    ...POST_REFUSALS,
  },
});

function addWecom(app: HttpApp, channel: WecomChannel): void {
  channel.resume();
  app.openAPIRegistry.registerPath(wecomVerify);
  app.openAPIRegistry.registerPath(wecomReceive);
  app.get(WECOM.path, (c) => c.text(channel.verify({ query: c.req.query() })));
  app.post(WECOM.path, limitCallback, async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    channel.receive({ query: c.req.query(), body, requestId: c.get('requestId') });
    return c.body(null, 200);
  });
}

function addOfficialAccount(app: HttpApp, channel: OfficialAccountChannel): void {
  app.openAPIRegistry.registerPath(wechatVerify);
  app.openAPIRegistry.registerPath(wechatReceive);
  app.get(WECHAT.path, (c) => c.text(channel.verify({ query: c.req.query() })));
  app.post(WECHAT.path, limitCallback, async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    const reply = await channel.receive({ query: c.req.query(), body, requestId: c.get('requestId') });
    return reply === NO_REPLY
      ? c.text(reply)
      : c.body(reply, 200, { 'Content-Type': 'text/xml; charset=utf-8' });
  });
}

/**
 * The callbacks of 企业微信 and 公众号, each only where it is set up. They need no key: the platform signs what it sends.
 * Throws `configuration_invalid` where one is set up by half.
 */
export function addWechatRoutes(app: HttpApp, service: Service, report: ReportBug): void {
  const wecom = wecomSettings(service.config);
  const wechat = wechatSettings(service.config);
  if (wecom !== null) addWecom(app, new WecomChannel(service, wecom, { report }));
  if (wechat !== null) addOfficialAccount(app, new OfficialAccountChannel(service, wechat, { report }));
}
