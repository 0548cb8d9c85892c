import { useSession } from './session.ts';

const ROLE_NAMES = { ask: '提问', index: '入库', admin: '管理' } as const;

async function leave(): Promise<void> {
  await fetch('/v1/session', { method: 'DELETE' }).catch(() => {});
  location.reload();
}

/** Who is at the page and what they may do, with the way out. */
export function Account() {
  const key = useSession();
  if (key === null) return null;
  return (
    <p class="account">
      当前身份：{key.name}（{ROLE_NAMES[key.role]}）
      <button type="button" class="button link" onClick={() => void leave()}>
        退出
      </button>
    </p>
  );
}
