/**
 * One data folder, one process of senders, and servers that end one after another: what both kinds of audit have in
 * common. Knows how to judge; how servers end is the audit's concern.
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkLedgerAt } from '../../../shared/ledger/sqlite/check.ts';
import { dataFolder } from '../../../shared/ledger/sqlite/data_folder.ts';
import { DuetProcess } from '../duet_process.ts';
import { Audit, type AuditCounts } from './audit.ts';
import { deskOperator, firstServer, type Ports, startServer } from './audited_server.ts';
import { inspectChats } from './chat_inspection.ts';
import { type Finding, type FindingKind, findingKinds } from './findings.ts';
import { auditInboxes } from './inbox_audit.ts';
import { readKeptChats } from './kept_chats.ts';
import { readKeptMessages } from './kept_messages.ts';
import type { LoadTokens } from './load_messages.ts';
import { LoadProcess } from './load_process.ts';
import { SendLogReader } from './send_log.ts';

const senders = 100;
const subscribers = 8;
const groups = 5;

/** Says how far it is. */
export type OnProgress = (done: number, total: number, what: string) => void;

export interface RunResult {
  readonly counts: AuditCounts;
  /** The first ones of each kind. */
  readonly findings: readonly Finding[];
  /** How many there were. */
  readonly found: Readonly<Record<FindingKind, number>>;
  /** Kept where something was found: the data folder, and what the senders wrote down. */
  readonly folder: string;
}

export class AuditedRun {
  readonly load = new LoadProcess();
  readonly #folder = mkdtempSync(join(tmpdir(), 'duet-crash-'));
  readonly #data = join(this.#folder, 'data');
  readonly #log = join(this.#folder, 'senders', 'sends.jsonl');
  readonly #audit = new Audit();
  #reader: SendLogReader | undefined;
  #tokens: LoadTokens = { tokens: [], chatTokens: {} };
  #ports: Ports = { wire: 0, grpc: 0 };
  #server: DuetProcess | undefined;
  #position = 0;

  private constructor() {
    mkdirSync(join(this.#folder, 'senders'));
  }

  /** Begins with a server that is up and under load. `audit` ends it, and may start more; each has ended when it is done. */
  static async of(
    seed: number,
    onProgress: OnProgress,
    audit: (run: AuditedRun, server: DuetProcess) => Promise<void>,
  ): Promise<RunResult> {
    const run = new AuditedRun();
    try {
      await audit(run, await run.#begin(seed));
      return run.found ? run.#result(run.#audit) : await run.#finish(onProgress);
    } catch (error) {
      // What was found says more than what came of it.
      if (run.found) return run.#result(run.#audit);
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`the audit broke off: ${reason}; ${run.#folder} is kept`, { cause: error });
    } finally {
      await run.#end();
    }
  }

  start(): DuetProcess {
    this.#server = startServer(this.#data, this.#ports);
    return this.#server;
  }

  /** No server runs, or it has nothing to do: judges what has come since the last time, and checks the file. */
  async judge(): Promise<void> {
    for (const entry of this.#reader?.read() ?? []) this.#audit.take(entry);
    readKeptMessages(this.#data, this.#position, (message) => {
      this.#position = message.position;
      this.#audit.takeMessage(message);
    });
    this.#audit.judge();
    this.#audit.chats.judge(readKeptChats(this.#data));
    const { problems } = await checkLedgerAt(dataFolder(this.#data).database);
    for (const problem of problems) this.#audit.find('check', problem);
  }

  /** A server that was killed, or told to stop, said this; `expected` is its status, null where it was killed. */
  async ended(server: DuetProcess, expected: number | null): Promise<void> {
    const { status, stderr } = await server.ended;
    if (status !== expected) this.#audit.find('process', `the server ended with ${status}, not ${expected}`);
    if (stderr !== '') this.#audit.find('process', `the server said: ${stderr}`);
  }

  find(kind: FindingKind, text: string): void {
    this.#audit.find(kind, text);
  }

  get found(): boolean {
    return this.#audit.findings.length > 0;
  }

  /** Judges everything once more, from the start, with a last server, and its clients. */
  async #finish(onProgress: OnProgress): Promise<RunResult> {
    const server = this.start();
    await server.shows(/^ready\n/m);
    await this.load.ask({ type: 'drain' });
    await this.judge();
    const { tokens, chatTokens } = this.#tokens;
    const newest = tokens.map((_, account) => this.#audit.newestFor(account));
    await this.load.ask({ type: 'deliver', newest });
    const whole = this.#wholeAudit();
    await auditInboxes(whole, this.#ports, tokens, (done, total) => onProgress(done, total, 'inboxes fetched'));
    await inspectChats(whole, [...this.#audit.chats.chats()], this.#ports, chatTokens);
    server.signal('SIGTERM');
    await this.ended(server, 0);
    await using check = new DuetProcess(['check', '--data', this.#data], { input: '' });
    const { status, stdout, stderr } = await check.ended;
    if (status !== 0) whole.find('check', `${stdout}${stderr}`);
    whole.end();
    return this.#result(this.found ? this.#audit : whole);
  }

  #result(audit: Audit): RunResult {
    const { counts, findings } = audit;
    const kinds = Object.keys(findingKinds) as FindingKind[];
    const found = Object.fromEntries(kinds.map((kind) => [kind, audit.count(kind)])) as Record<FindingKind, number>;
    if (findings.length === 0) rmSync(this.#folder, { recursive: true });
    return { counts, findings, found, folder: this.#folder };
  }

  async #end(): Promise<void> {
    this.#reader?.[Symbol.dispose]();
    await this.#server?.[Symbol.asyncDispose]();
    await this.load[Symbol.asyncDispose]();
  }

  async #begin(seed: number): Promise<DuetProcess> {
    const { server, ports } = await firstServer(this.#data);
    this.#server = server;
    this.#ports = ports;
    const sizes = { senders, subscribers, groups };
    this.#tokens = await this.load.start({ ports, ...sizes, operator: deskOperator, seed, log: this.#log });
    this.#reader = new SendLogReader(this.#log);
    return server;
  }

  /** What was judged bit by bit may have been lost later. */
  #wholeAudit(): Audit {
    // What became of the changes that nobody was told of was seen only after each life.
    const whole = new Audit(false);
    using reader = new SendLogReader(this.#log);
    for (const entry of reader.read()) whole.take(entry);
    readKeptMessages(this.#data, 0, (message) => whole.takeMessage(message));
    whole.judge();
    return whole;
  }
}
