/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Options of AF_UNIX sockets, which are all SOL_SOCKET's; see socket(7). */
#include <errno.h>
#include <string.h>
#include <sys/time.h>
#include <uk/essentials.h>
#include "unix_driver_priv.h"

#define BUFFER_MAX UNIX_BUFFER /* before it is doubled */
#define SNDBUF_MIN 4608U
#define RCVBUF_MIN 2304U
#define NSEC	   1000000000L
#define USEC	   1000000L

/* They are kept; without a network there is nothing that they change. */
#define KEPT                                                        \
	(1U << SO_DEBUG | 1U << SO_REUSEADDR | 1U << SO_DONTROUTE | \
	 1U << SO_BROADCAST | 1U << SO_KEEPALIVE | 1U << SO_OOBINLINE)

static bool is_kept(int option)
{
	return option >= 0 && option < 32 && (KEPT & 1U << option);
}

static void time_get(__nsec timeo, struct timeval *tv)
{
	tv->tv_sec = (time_t)(timeo / NSEC);
	tv->tv_usec = (suseconds_t)(timeo % NSEC / 1000);
}

/* Those that are numbers. 1: another kind. */
static int number_get(struct unix_sock *s, int option, int *value)
{
	if (is_kept(option)) {
		*value = s->options >> option & 1;
		return 0;
	}
	switch (option) {
	case SO_TYPE:
		*value = s->type;
		return 0;
	case SO_DOMAIN:
		*value = UNIX_FAMILY;
		return 0;
	case SO_PROTOCOL:
		*value = 0;
		return 0;
	case SO_ERROR:
		*value = -unix_error_take(s);
		return 0;
	case SO_ACCEPTCONN:
		*value = s->state == UNIX_LISTENS;
		return 0;
	case SO_SNDBUF:
		*value = (int)s->sndbuf;
		return 0;
	case SO_RCVBUF:
		*value = (int)s->rcvbuf;
		return 0;
	case SO_RCVLOWAT:
		*value = (int)s->rcvlowat;
		return 0;
	case SO_SNDLOWAT:
		*value = 1;
		return 0;
	case SO_PASSCRED:
		*value = s->passcred;
		return 0;
	default:
		return 1;
	}
}

int unix_option_get(struct unix_sock *s, int option, void *value,
		    socklen_t *len)
{
	int number, rc = number_get(s, option, &number);
	socklen_t size = sizeof(number);
	struct timeval tv;

	if (!rc) {
		memcpy(value, &number, sizeof(number));
	} else if (option == SO_RCVTIMEO || option == SO_SNDTIMEO) {
		time_get(option == SO_RCVTIMEO ? s->rcvtimeo : s->sndtimeo,
			 &tv);
		size = sizeof(tv);
		memcpy(value, &tv, sizeof(tv));
	} else if (option == SO_PEERCRED) {
		size = sizeof(s->peercred);
		memcpy(value, &s->peercred, sizeof(s->peercred));
	} else {
		return -ENOPROTOOPT;
	}
	*len = MIN(*len, size);
	return 0;
}

/* 0 stands for ever, as in the call; less than that for no time at all. */
static int time_set(const void *value, socklen_t len, __nsec *timeo)
{
	struct timeval tv;

	if (len < sizeof(tv))
		return -EINVAL;
	memcpy(&tv, value, sizeof(tv));
	if (tv.tv_usec < 0 || tv.tv_usec >= USEC)
		return -EDOM;
	if (tv.tv_sec < 0)
		*timeo = 1;
	else if (tv.tv_sec >= INT64_MAX / NSEC / 2)
		*timeo = 0;
	else
		*timeo = (__nsec)(tv.tv_sec * NSEC + tv.tv_usec * 1000L);
	return 0;
}

static unsigned int buffer(unsigned int value, unsigned int min, bool force)
{
	if (!force)
		value = MIN(value, BUFFER_MAX);
	value = MIN(value, (unsigned int)INT32_MAX / 2);
	return MAX(2 * value, min);
}

static int number_set(struct unix_sock *s, int option, int value)
{
	if (is_kept(option)) {
		s->options &= ~(1U << option);
		s->options |= (unsigned int)(value != 0) << option;
		return 0;
	}
	switch (option) {
	case SO_SNDBUF:
	case SO_SNDBUFFORCE:
		s->sndbuf = buffer((unsigned int)value, SNDBUF_MIN,
				   option == SO_SNDBUFFORCE);
		unix_tell(s);
		return 0;
	case SO_RCVBUF:
	case SO_RCVBUFFORCE:
		s->rcvbuf = buffer((unsigned int)value, RCVBUF_MIN,
				   option == SO_RCVBUFFORCE);
		return 0;
	case SO_RCVLOWAT:
		s->rcvlowat = value < 0 ? INT32_MAX : MAX(value, 1);
		return 0;
	case SO_PASSCRED:
		s->passcred = value;
		return 0;
	default:
		return -ENOPROTOOPT;
	}
}

int unix_option_set(struct unix_sock *s, int option, const void *value,
		    socklen_t len)
{
	int number;

	if (len < sizeof(number))
		return -EINVAL;
	if (option == SO_RCVTIMEO)
		return time_set(value, len, &s->rcvtimeo);
	if (option == SO_SNDTIMEO)
		return time_set(value, len, &s->sndtimeo);
	memcpy(&number, value, sizeof(number));
	return number_set(s, option, number);
}
