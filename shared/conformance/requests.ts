/** A request of each operation that asks for nothing yet: tests say only what matters to them. */

import type { ChatOperationName, ChatOperations, SubscribeRequest } from '../contract/contract.generated.ts';

/** Every field has the value that it has where it is left out. */
export const emptyRequests: { readonly [Name in ChatOperationName]: ChatOperations[Name]['request'] } = {
  createAccount: { name: '', password: '', fullName: '' },
  login: { name: '', password: '' },
  logout: {},
  changePassword: { oldPassword: '', newPassword: '' },
  deleteAccount: { password: '' },
  listAccounts: { pattern: '', pageSize: 0, pageToken: '' },
  send: { to: '', body: '', key: '', chat: '' },
  fetch: { after: undefined, limit: 0, ledgerId: '' },
  acknowledge: { position: 0, ledgerId: '' },
  history: { chat: '', before: 0, limit: 0, ledgerId: '', after: undefined },
  serverInfo: {},
  createChat: { title: '', participants: [] },
  renameChat: { chat: '', title: '' },
  listChats: { pageSize: 0, pageToken: '' },
  listParticipants: { chat: '', pageSize: 0, pageToken: '' },
  addParticipants: { chat: '', accounts: [], withHistory: false },
  removeParticipant: { chat: '', account: '' },
  leaveChat: { chat: '' },
  setRole: { chat: '', account: '', role: '' },
  markRead: { chat: '', position: 0, ledgerId: '' },
  getReceipts: { chat: '', position: 0, ledgerId: '' },
  setPresence: { hidden: false },
  setTyping: { chat: '', typing: false },
  searchMessages: { query: '', chat: '', before: 0, limit: 0, ledgerId: '' },
  openTicket: { subject: '' },
  nextTicket: {},
  transferTicket: { chat: '', to: '' },
  closeTicket: { chat: '' },
  listTickets: { pageSize: 0, pageToken: '' },
  setAccountRole: { name: '', role: '' },
};

/** Everything from the acknowledged position on, and no signals. */
export const emptySubscription: SubscribeRequest = { after: undefined, ledgerId: '', signals: [] };
