/** How the peer behaves: a provider has good days and bad ones. Times in milliseconds. */
export interface Manners {
  /** How long every answer of the API takes. */
  answerDelay: number;
  /** How many of the next calls fail before anything is done. */
  failures: number;
  /** How many of the next changes are carried out, but the answer gets lost on the way. */
  lostAnswers: number;
  /** How long after something happened its event is sent. */
  eventDelay: number;
  /** How often each event is sent. */
  copies: number;
  /** Whether events that wait are sent in the wrong order, last first. */
  reordered: boolean;
  /** How long a bank takes to say whether it pays a debit, and whether it does. */
  debitDelay: number;
  debitsFail: boolean;
}

export const goodManners: Readonly<Manners> = Object.freeze({
  answerDelay: 0,
  failures: 0,
  lostAnswers: 0,
  eventDelay: 0,
  copies: 1,
  reordered: false,
  debitDelay: 3_000,
  debitsFail: false,
});
