import { toast } from "sonner";

const UNDO_FOR = 10_000;

type Undo = { undo?: () => void; undoLabel?: string };

/** Says what happened, as noun and verb: "Order held". What went wrong stays in the page instead. */
export const notify = {
  done(text: string, { undo, undoLabel }: Undo = {}) {
    toast.success(text, undo && undoLabel ? { duration: UNDO_FOR, action: { label: undoLabel, onClick: undo } } : {});
  },
  info(text: string) {
    toast(text);
  },
};
