/** Where something is sent, as it stood when the order was written. */
export type Address = {
  name: string;
  company?: string;
  phone?: string;
  line1: string;
  line2?: string;
  district?: string;
  city: string;
  region?: string;
  postcode?: string;
  /** ISO 3166-1 alpha-2, or "" when the source does not say. */
  country: string;
};
