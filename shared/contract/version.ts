/** Which Duet this is. A test holds `version` to package.json. */

export const version = '0.1.0';

/** The version in every frame, and of package duet.v1. */
export const contractVersion = 1;
