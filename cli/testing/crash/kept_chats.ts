/** The groups and tickets of a ledger as they lie on the disk, whatever has become of the server that wrote them. */

import { dataFolder } from '../../../shared/ledger/sqlite/data_folder.ts';
import { openForReading } from '../../../shared/ledger/sqlite/database.ts';
import { spansOf } from '../../../shared/ledger/sqlite/participant_writer.ts';
import type { KeptChat } from './chat_audit.ts';
import { chatName, type Part } from './chat_changes.ts';

interface ChatRow {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  /** 1 where it is an open ticket. */
  readonly open: number;
  readonly operator: string | null;
}

interface PartRow {
  readonly account: string;
  readonly role: Part['role'];
  readonly joinedPosition: number;
  readonly readPosition: number;
  readonly spans: string | null;
}

const chatsSql = `
  SELECT number, chats.id, title, tickets.chat IS NOT NULL AS open,
    (SELECT name FROM accounts WHERE accounts.id = tickets.operator) AS operator
  FROM chats LEFT JOIN tickets ON tickets.chat = number WHERE kind <> 'direct' ORDER BY number`;
const participantsSql = `
  SELECT name AS account, participants.role, joined_position AS joinedPosition, read_position AS readPosition, spans
  FROM participants JOIN accounts ON accounts.id = account WHERE chat = ? ORDER BY joined_position, place`;
const formerSql = `
  SELECT name AS account, spans FROM former_participants JOIN accounts ON accounts.id = account
  WHERE chat = ? ORDER BY left_position`;

/** All from one moment. */
export function readKeptChats(folder: string): readonly KeptChat[] {
  const database = openForReading(dataFolder(folder).database);
  try {
    database.exec('BEGIN');
    const participants = database.prepare(participantsSql);
    const former = database.prepare(formerSql);
    const chats = database.prepare(chatsSql).all() as unknown as ChatRow[];
    return chats.map(({ number, id, title, open, operator }) => ({
      name: chatName(title) ?? title,
      id,
      createdPosition: number,
      title,
      ticket: open === 0 ? 'none' : operator === null ? 'queued' : `assigned to ${operator}`,
      participants: (participants.all(number) as unknown as PartRow[]).map(({ spans, ...part }) => {
        return { ...part, spans: spansOf(spans) };
      }),
      former: (former.all(number) as unknown as PartRow[]).map(({ account, spans }) => {
        return { account, spans: spansOf(spans) };
      }),
    }));
  } finally {
    database.close();
  }
}
