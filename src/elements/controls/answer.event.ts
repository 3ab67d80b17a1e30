export interface AnswerDetail {
  /** The element's tag, such as "sf-race". */
  readonly element: string;
  /** The id of the question. */
  readonly question: string;
  /** The number or, ascending, the cells. */
  readonly given: number | readonly number[];
  readonly right: boolean;
  /** With this answer. */
  readonly score: { readonly right: number; readonly asked: number };
}

/** The reader has answered a question. Nothing leaves the page: a course that wants the answers listens. */
export class SfAnswerEvent extends CustomEvent<AnswerDetail> {
  static readonly type = "answer";
  constructor(detail: AnswerDetail) {
    super(SfAnswerEvent.type, { bubbles: true, composed: true, detail });
  }
}
