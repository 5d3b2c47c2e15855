/** How a connection to the mail server is kept secret; its usual port is what a form begins with. */
export const mailSecurities = ["tls", "starttls", "none"] as const;
export type MailSecurity = (typeof mailSecurities)[number];
