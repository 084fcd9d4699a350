/** What the model of Duet is made of: accounts, chats, who takes part in them, and messages. For tests. */

import type { ErrorCode, Message } from '../contract/contract.generated.ts';

export interface ModelAccount {
  readonly name: string;
  readonly fullName: string;
  password: string;
  acknowledged: number;
  /** When its last subscription ended; 0 where it had none yet. */
  seenMs: number;
  readonly keys: Map<string, { readonly sent: ModelSent; readonly target: string | ModelChat; readonly body: string }>;
}

/** A message in a chat whose id may not be known yet. */
export interface ModelMessage extends Omit<Message, 'chat'> {
  readonly inChat: ModelChat;
}

export interface ModelPart {
  readonly account: ModelAccount;
  role: 'owner' | 'member';
  readonly joined: number;
  /** What it may read of what came before its joining. */
  readonly before: ReadonlySet<ModelMessage>;
}

export interface ModelChat {
  /** Filled in from the core's reply. */
  id: string;
  readonly kind: 'direct' | 'group';
  title: string;
  readonly createdMs: number;
  lastPosition: number;
  /** In the order of their joining. */
  parts: ModelPart[];
  /** What those could read who have gone. */
  readonly former: Map<ModelAccount, ReadonlySet<ModelMessage>>;
  readonly messages: ModelMessage[];
}

export interface ModelPage {
  readonly messages: readonly Message[];
  readonly more: boolean;
}

export interface ModelSent {
  readonly position: number;
  readonly timeMs: number;
  readonly chat: ModelChat;
}

/** Thrown where the core has to refuse with this code. */
export class ModelRefusal {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    this.code = code;
  }
}

/** The message as the core tells it. */
export function told({ inChat, ...message }: ModelMessage): Message {
  return { ...message, chat: inChat.id };
}

export function partOf(chat: ModelChat, account: ModelAccount): ModelPart | undefined {
  return chat.parts.find((part) => part.account === account);
}

/** What operations on chats know of the rest of the model. */
export interface ModelSurroundings {
  position: number;
  readonly nowMs: number;
  readonly accounts: ReadonlyMap<string, ModelAccount>;
}
