/** How far the newest message that one wrote in a chat has come. Pure: positions and counts in, words out. */

import type { Receipt } from '../../shared/contract/contract.generated.ts';

/** What of a receipt says how far a message has come. */
export type ReceiptCounts = Pick<Receipt, 'delivered' | 'read' | 'others'>;

export class OwnReceipts {
  readonly #sent = new Map<string, number>();
  readonly #receipts = new Map<string, Receipt>();

  /** The server has a message of one's own. */
  sent(chat: string, position: number): void {
    this.#sent.set(chat, Math.max(position, this.#sent.get(chat) ?? 0));
  }

  /** A receipt may be there before the answer to the send. */
  told(receipt: Receipt): void {
    const known = this.#receipts.get(receipt.chat);
    if (known !== undefined && known.position > receipt.position) return;
    // Whoever had read it has left: it was read all the same.
    if (known?.position === receipt.position && receipt.read < known.read) return;
    this.#receipts.set(receipt.chat, receipt);
  }

  /** The position of the newest message of one's own, if one wrote there. */
  newest(chat: string): number | undefined {
    return this.#sent.get(chat);
  }

  /** "sent", "delivered", "read by 3 of 5"; undefined where there is no message to speak of. */
  text(chat: string): string | undefined {
    const position = this.#sent.get(chat);
    if (position === undefined) return undefined;
    const receipt = this.#receipts.get(chat);
    // Of an older message it says nothing about this one.
    return receipt === undefined || receipt.position < position ? 'sent' : countsText(receipt);
  }
}

function countsText({ delivered, read, others }: ReceiptCounts): string {
  if (delivered === 0 && read === 0) return 'sent';
  if (others <= 1) return read > 0 ? 'read' : 'delivered';
  if (read === 0) return delivered >= others ? 'delivered to all' : `delivered to ${delivered} of ${others}`;
  return read >= others ? `read by all ${others}` : `read by ${read} of ${others}`;
}
