"use server";

import { formState, runAsStaff } from "@/lib/action";
import { createProduct } from "@/lib/catalog/commands/create-product";
import { editProduct } from "@/lib/catalog/commands/edit-product";
import type { FormState } from "@/lib/form-state";

export async function createProductAction(input: unknown, key: string): Promise<FormState> {
  return formState(await runAsStaff(createProduct, input, key));
}

export async function editProductAction(input: unknown, key: string): Promise<FormState> {
  return formState(await runAsStaff(editProduct, input, key));
}
