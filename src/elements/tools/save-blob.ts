/** Offers a file for download. */
export function saveBlob(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // the download has begun by then, and the blob can go
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
