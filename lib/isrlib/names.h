/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Included before nolibc's sources: gives their functions the names that they
 * have here. What <uk/isr/string.h> does not declare is never linked.
 */
#ifndef ISRLIB_NAMES_H
#define ISRLIB_NAMES_H

#define memcpy	       memcpy_isr
#define memmove	       memmove_isr
#define memset	       memset_isr
#define memchr	       memchr_isr
#define memrchr	       memrchr_isr
#define rawmemchr      rawmemchr_isr
#define memmem	       memmem_isr
#define memcmp	       memcmp_isr
#define bcmp	       bcmp_isr
#define mempcpy	       mempcpy_isr
#define memccpy	       memccpy_isr
#define bcopy	       bcopy_isr
#define bzero	       bzero_isr
#define explicit_bzero explicit_bzero_isr
#define swab	       swab_isr
#define strlen	       strlen_isr
#define strnlen	       strnlen_isr
#define stpcpy	       stpcpy_isr
#define strcpy	       strcpy_isr
#define stpncpy	       stpncpy_isr
#define strncpy	       strncpy_isr
#define strcat	       strcat_isr
#define strncat	       strncat_isr
#define strlcpy	       strlcpy_isr
#define strlcat	       strlcat_isr
#define strcmp	       strcmp_isr
#define strncmp	       strncmp_isr
#define strcasecmp     strcasecmp_isr
#define strncasecmp    strncasecmp_isr
#define strcoll	       strcoll_isr
#define strxfrm	       strxfrm_isr
#define strverscmp     strverscmp_isr
#define strchr	       strchr_isr
#define strchrnul      strchrnul_isr
#define strrchr	       strrchr_isr
#define index	       index_isr
#define rindex	       rindex_isr
#define strspn	       strspn_isr
#define strcspn	       strcspn_isr
#define strpbrk	       strpbrk_isr
#define strstr	       strstr_isr
#define strcasestr     strcasestr_isr
#define strsep	       strsep_isr
/* The interface means the one that can be used here. */
#define strtok_r strtok_isr
#define strtok	 strtok_static_isr

#endif /* ISRLIB_NAMES_H */
