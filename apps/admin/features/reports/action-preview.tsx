import { Alert, Card, Typography } from "antd";

interface Shown {
  key: string;
  /** Where several are shown: what it is about. */
  name?: string | undefined;
  consequences: string[];
  warnings: string[];
}

/** What actions would do, in the api's words: what speaks against them, then what will happen. */
export function ActionPreview({ previews }: { previews: readonly Shown[] }) {
  const warnings = previews.flatMap(({ name, warnings }) => warnings.map((one) => (name ? `${name}：${one}` : one)));
  return (
    <>
      {[...new Set(warnings)].map((one) => (
        <Alert key={one} type="warning" showIcon title={one} />
      ))}
      <Card size="small" title="将会发生">
        {previews.map(({ key, name, consequences }) => (
          <div key={key}>
            {name && <Typography.Text strong>{name}</Typography.Text>}
            <ul style={{ margin: 0, paddingInlineStart: 20 }}>
              {consequences.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </div>
        ))}
      </Card>
    </>
  );
}
