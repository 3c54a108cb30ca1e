/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The version of the image. */
#ifndef __UK_VERSION_H__
#define __UK_VERSION_H__

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The build defines UK_CODENAME, UK_VERSION ("major.minor.patch") and
 * UK_FULLVERSION (with the revision), without quotes: STRINGIFY() makes a
 * string.
 */

/* Print the name and the version to the standard output. (kernel/ukboot) */
void uk_version(void);

#ifdef __cplusplus
}
#endif

#endif /* __UK_VERSION_H__ */
