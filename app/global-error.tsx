"use client";

const page = { font: "16px/1.6 system-ui, sans-serif", maxWidth: "36rem", margin: "15vh auto", padding: "0 1rem" };

/** The frame itself failed, and with it the words and styles: this says the least in every language. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : "";
  return (
    <html lang="en">
      <body style={{ colorScheme: "light dark" }}>
        <title>Countinghouse</title>
        <main style={page}>
          <h1>Countinghouse does not answer right now</h1>
          <p>Nothing was saved just now. Wait a moment, then try again.</p>
          <p lang="zh-CN">系统暂时没有响应，刚才的操作没有保存。请稍候重试。</p>
          <p lang="zh-TW">系統暫時沒有回應，剛才的操作沒有儲存。請稍候重試。</p>
          {reference ? <p>Reference {reference}</p> : null}
          <button type="button" onClick={retry}>
            Try again · 重试 · 重試
          </button>
        </main>
      </body>
    </html>
  );
}
