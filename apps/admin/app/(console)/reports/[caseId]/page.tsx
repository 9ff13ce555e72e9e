import type { Metadata } from "next";
import { Case } from "../../../../features/reports/case";

export const metadata: Metadata = { title: "案件" };

type Props = { params: Promise<{ caseId: string }> };

export default async function Page({ params }: Props) {
  const { caseId } = await params;
  return <Case caseId={caseId} />;
}
