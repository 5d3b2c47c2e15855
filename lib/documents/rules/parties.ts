import type { Address } from "@/lib/customers/rules/address";
import type { AddressDto } from "@/lib/documents/dto";

export type Parties = {
  contactName: string;
  contactPhone: string | null;
  shipTo: Address | null;
  billTo: Address | null;
};

/** Whom a document is made out to, and where the goods go where that is somebody else. */
export function partiesOf({ contactName, contactPhone, shipTo, billTo }: Parties): {
  billTo: AddressDto;
  shipTo: AddressDto | null;
} {
  return {
    billTo: addressDto(billTo ?? shipTo, contactName, contactPhone),
    shipTo: billTo && shipTo ? addressDto(shipTo, contactName, contactPhone) : null,
  };
}

/** An address as documents print it; who it is falls back to the contact. */
export function addressDto(address: Address | null, name: string, phone: string | null): AddressDto {
  return {
    name: address?.name || name || "–",
    company: address?.company || null,
    line1: address?.line1 ?? "",
    line2: address?.line2 || null,
    district: address?.district || null,
    city: address?.city || null,
    region: address?.region || null,
    postcode: address?.postcode || null,
    country: address?.country || null,
    phone: address?.phone || phone,
  };
}
