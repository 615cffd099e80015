/** Asks the server that the page comes from, and nobody else. */

/** A refusal, in the server's words. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

/** What a path answers. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answer<T>(await fetch(path, { signal }));
}

/** What a path answers to something sent. */
export async function post<T>(path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json', 'x-dragoman': '1' };
  return answer<T>(await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return response.json() as Promise<T>;
  const told = await response.json().catch(() => ({}));
  throw new Refusal(response.status, told.detail ?? `the server answered ${response.status}`);
}

/** What is at an address that may change: the last answer stays in view until the next is there. */
export interface Resource<T> {
  readonly data: T | null;
  readonly error: string | null;
  readonly loading: boolean;
  reload(): void;
}

/** Asks for what `address` gives, again whenever it changes; null asks for nothing. Call it while a component is made. */
export function resource<T>(address: () => string | null): Resource<T> {
  let data = $state.raw<T | null>(null);
  let error = $state<string | null>(null);
  let loading = $state(false);
  let turn = $state(0);
  $effect(() => {
    const path = address();
    void turn;
    if (path === null) {
      data = null;
      return;
    }
    const controller = new AbortController();
    loading = true;
    get<T>(path, controller.signal)
      .then((found) => {
        data = found;
        error = null;
        loading = false;
      })
      .catch((problem: unknown) => {
        if (controller.signal.aborted) return;
        error = problem instanceof Refusal ? problem.message : 'The server does not answer. Is it still running?';
        loading = false;
      });
    return () => controller.abort();
  });
  return {
    get data() {
      return data;
    },
    get error() {
      return error;
    },
    get loading() {
      return loading;
    },
    reload: () => {
      turn += 1;
    },
  };
}
