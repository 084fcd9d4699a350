/** What reads positions from the bytes of a subscription, whatever the transport. Pure types. */

/** Called for each message, in the order of the bytes. */
export type OnPosition = (position: number) => void;

export interface PositionReader {
  /** Takes the next bytes. Throws where they say that the subscription ended, or was refused. */
  read(bytes: Buffer): void;
  /** When the message was sent, by the server's clock. To be called within `OnPosition`, at most once. */
  timeMs(): number;
}
