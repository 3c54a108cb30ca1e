/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A plain model of epoll: of each epoll the interests, and in which order they
 * are looked at. A file is a source, or an epoll that others watch.
 */
#ifndef __FUZZ_EPOLL_MODEL_H__
#define __FUZZ_EPOLL_MODEL_H__

#include <stdbool.h>
#include <stdint.h>

#define SOURCES 4
#define EPOLLS	3
#define FILES	(SOURCES + EPOLLS) /* epolls come behind the sources */
#define FDS	2		   /* numbers that a file is known by */
#define ITEMS	(FILES * FDS)

#define M_IN	  0x001U
#define M_ERR	  0x008U
#define M_HUP	  0x010U
#define M_RDNORM  0x040U
#define M_ONESHOT (1U << 30)
#define M_ET	  (1U << 31)
#define M_PRIVATE (15U << 28)

struct given {
	uint32_t events;
	uint64_t data;
};

void model_start(void);

/* 0 or a negative errno. */
int model_add(unsigned int ep, unsigned int file, unsigned int fd,
	      uint32_t events, uint64_t data);
int model_mod(unsigned int ep, unsigned int file, unsigned int fd,
	      uint32_t events, uint64_t data);
int model_del(unsigned int ep, unsigned int file, unsigned int fd);

/* room: events that can be stored; the number, or -EFAULT. */
int model_collect(unsigned int ep, int max, int room, struct given *out);
bool model_is_ready(unsigned int ep);

/* The file is gone, and with it what watches it; or what it watches. */
void model_close(unsigned int file);

/* A source has these events; it tells of some. */
void model_set(unsigned int source, uint32_t events);
void model_tell(unsigned int source, uint32_t news);

#endif /* __FUZZ_EPOLL_MODEL_H__ */
