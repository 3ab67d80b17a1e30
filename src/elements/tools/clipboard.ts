/** Whether the text is on the clipboard now: frames often may not write there, and pages over plain http never. */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};
