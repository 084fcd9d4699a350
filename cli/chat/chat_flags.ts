/** Which flags of `duet chat` mean nothing together. Pure: what is refused here would be ignored without a word. */

export interface TargetFlags {
  readonly to: string | undefined;
  readonly in: string | undefined;
  readonly receive: number | undefined;
  readonly showChat: boolean;
  readonly list: 'chats' | 'participants' | 'tickets' | undefined;
  readonly history: number | undefined;
  readonly search: string | undefined;
}

/** Whether something is asked for, instead of a talk. */
export function isQuery({ list, history, search }: Pick<TargetFlags, 'list' | 'history' | 'search'>): boolean {
  return list !== undefined || history !== undefined || search !== undefined;
}

/** Why these are refused; undefined where they are not. */
export function flagsProblem(flags: TargetFlags): string | undefined {
  const { to, list, history, receive, showChat } = flags;
  const [first, second] = (['list', 'history', 'search', 'receive'] as const).filter(
    (name) => flags[name] !== undefined,
  );
  if (second !== undefined) return `--${first} and --${second} exclude each other`;
  if (to !== undefined && flags.in !== undefined) return '--to and --in exclude each other: one of them says where';
  const somewhere = to !== undefined || flags.in !== undefined;
  if (!somewhere && (list === 'participants' || history !== undefined)) {
    return `--${history === undefined ? 'list participants' : 'history'} needs --to NAME or --in CHAT`;
  }
  if (somewhere && (list === 'chats' || list === 'tickets')) {
    return `--list ${list} prints all of them: it takes neither --to nor --in`;
  }
  if (showChat && receive === undefined) return '--show-chat is about what --receive prints: it needs --receive COUNT';
  return undefined;
}
