/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Typed lists, by the names of BSD's <sys/queue.h> with the prefix UK_.
 * `type` is the full name of the element's type: UK_TAILQ_HEAD(h, struct e).
 *
 *			UK_SLIST	UK_STAILQ	UK_TAILQ
 *	head, pointers	1		2		2
 *	link, pointers	1		1		2
 *	remove any	O(n)		O(n)		O(1)
 *	insert at end	no		O(1)		O(1)
 *	backwards	no		no		yes
 *
 * (BSD's LIST is uk_hlist of <uk/list.h>, where UK_LIST_HEAD has one argument.)
 *
 * Nothing here locks or allocates. The loops named _SAFE allow the current
 * element to be removed.
 */
#ifndef __UK_QUEUE_H__
#define __UK_QUEUE_H__

#include <uk/arch/types.h>

/* ---- UK_SLIST: singly linked ---- */

#define UK_SLIST_HEAD(name, type) \
	struct name {             \
		type *slh_first;  \
	}
#define UK_SLIST_HEAD_INITIALIZER(head) \
	{                               \
		__NULL                  \
	}
#define UK_SLIST_ENTRY(type)    \
	struct {                \
		type *sle_next; \
	}

#define UK_SLIST_INIT(head)	  ((head)->slh_first = __NULL)
#define UK_SLIST_EMPTY(head)	  ((head)->slh_first == __NULL)
#define UK_SLIST_FIRST(head)	  ((head)->slh_first)
#define UK_SLIST_NEXT(elm, field) ((elm)->field.sle_next)

#define UK_SLIST_INSERT_HEAD(head, elm, field)                      \
	do {                                                        \
		UK_SLIST_NEXT((elm), field) = UK_SLIST_FIRST(head); \
		UK_SLIST_FIRST(head) = (elm);                       \
	} while (0)
#define UK_SLIST_INSERT_AFTER(slistelm, elm, field)       \
	do {                                              \
		UK_SLIST_NEXT((elm), field) =             \
			UK_SLIST_NEXT((slistelm), field); \
		UK_SLIST_NEXT((slistelm), field) = (elm); \
	} while (0)
#define UK_SLIST_REMOVE_HEAD(head, field) \
	(UK_SLIST_FIRST(head) = UK_SLIST_NEXT(UK_SLIST_FIRST(head), field))
#define UK_SLIST_REMOVE_AFTER(elm, field) \
	(UK_SLIST_NEXT((elm), field) =    \
		 UK_SLIST_NEXT(UK_SLIST_NEXT((elm), field), field))
/* elm must be in the list. type is the element's full type. */
#define UK_SLIST_REMOVE(head, elm, type, field)                    \
	do {                                                       \
		type **__uk_pp = &UK_SLIST_FIRST(head);            \
		while (*__uk_pp != (elm))                          \
			__uk_pp = &UK_SLIST_NEXT(*__uk_pp, field); \
		*__uk_pp = UK_SLIST_NEXT(*__uk_pp, field);         \
	} while (0)

#define UK_SLIST_FOREACH(var, head, field)        \
	for ((var) = UK_SLIST_FIRST(head); (var); \
	     (var) = UK_SLIST_NEXT((var), field))
#define UK_SLIST_FOREACH_SAFE(var, head, field, tvar)            \
	for ((var) = UK_SLIST_FIRST(head);                       \
	     (var) && ((tvar) = UK_SLIST_NEXT((var), field), 1); \
	     (var) = (tvar))

/* ---- UK_STAILQ: singly linked, with a tail ---- */

#define UK_STAILQ_HEAD(name, type) \
	struct name {              \
		type *stqh_first;  \
		type **stqh_last;  \
	}
#define UK_STAILQ_HEAD_INITIALIZER(head)   \
	{                                  \
		__NULL, &(head).stqh_first \
	}
#define UK_STAILQ_ENTRY(type)    \
	struct {                 \
		type *stqe_next; \
	}

#define UK_STAILQ_INIT(head)                             \
	do {                                             \
		(head)->stqh_first = __NULL;             \
		(head)->stqh_last = &(head)->stqh_first; \
	} while (0)
#define UK_STAILQ_EMPTY(head)	   ((head)->stqh_first == __NULL)
#define UK_STAILQ_FIRST(head)	   ((head)->stqh_first)
#define UK_STAILQ_NEXT(elm, field) ((elm)->field.stqe_next)
/* type is the element's full type. */
#define UK_STAILQ_LAST(head, type, field) \
	(UK_STAILQ_EMPTY(head)            \
		 ? (type *)0              \
		 : __uk_queue_container((head)->stqh_last, type, field))

#define UK_STAILQ_INSERT_HEAD(head, elm, field)                            \
	do {                                                               \
		UK_STAILQ_NEXT((elm), field) = UK_STAILQ_FIRST(head);      \
		if (!UK_STAILQ_NEXT((elm), field))                         \
			(head)->stqh_last = &UK_STAILQ_NEXT((elm), field); \
		UK_STAILQ_FIRST(head) = (elm);                             \
	} while (0)
#define UK_STAILQ_INSERT_TAIL(head, elm, field)                    \
	do {                                                       \
		UK_STAILQ_NEXT((elm), field) = __NULL;             \
		*(head)->stqh_last = (elm);                        \
		(head)->stqh_last = &UK_STAILQ_NEXT((elm), field); \
	} while (0)
#define UK_STAILQ_INSERT_AFTER(head, tqelm, elm, field)                        \
	do {                                                                   \
		UK_STAILQ_NEXT((elm), field) = UK_STAILQ_NEXT((tqelm), field); \
		if (!UK_STAILQ_NEXT((elm), field))                             \
			(head)->stqh_last = &UK_STAILQ_NEXT((elm), field);     \
		UK_STAILQ_NEXT((tqelm), field) = (elm);                        \
	} while (0)
#define UK_STAILQ_REMOVE_HEAD(head, field)                            \
	do {                                                          \
		UK_STAILQ_FIRST(head) =                               \
			UK_STAILQ_NEXT(UK_STAILQ_FIRST(head), field); \
		if (!UK_STAILQ_FIRST(head))                           \
			(head)->stqh_last = &UK_STAILQ_FIRST(head);   \
	} while (0)
#define UK_STAILQ_REMOVE_AFTER(head, elm, field)                             \
	do {                                                                 \
		UK_STAILQ_NEXT((elm), field) =                               \
			UK_STAILQ_NEXT(UK_STAILQ_NEXT((elm), field), field); \
		if (!UK_STAILQ_NEXT((elm), field))                           \
			(head)->stqh_last = &UK_STAILQ_NEXT((elm), field);   \
	} while (0)
/* elm must be in the list. type is the element's full type. */
#define UK_STAILQ_REMOVE(head, elm, type, field)                    \
	do {                                                        \
		type **__uk_pp = &UK_STAILQ_FIRST(head);            \
		while (*__uk_pp != (elm))                           \
			__uk_pp = &UK_STAILQ_NEXT(*__uk_pp, field); \
		*__uk_pp = UK_STAILQ_NEXT(*__uk_pp, field);         \
		if (!*__uk_pp)                                      \
			(head)->stqh_last = __uk_pp;                \
	} while (0)
/* Put the elements of head2 behind those of head1; head2 becomes empty. */
#define UK_STAILQ_CONCAT(head1, head2)                             \
	do {                                                       \
		if (!UK_STAILQ_EMPTY(head2)) {                     \
			*(head1)->stqh_last = (head2)->stqh_first; \
			(head1)->stqh_last = (head2)->stqh_last;   \
			UK_STAILQ_INIT(head2);                     \
		}                                                  \
	} while (0)

#define UK_STAILQ_FOREACH(var, head, field)        \
	for ((var) = UK_STAILQ_FIRST(head); (var); \
	     (var) = UK_STAILQ_NEXT((var), field))
#define UK_STAILQ_FOREACH_SAFE(var, head, field, tvar)            \
	for ((var) = UK_STAILQ_FIRST(head);                       \
	     (var) && ((tvar) = UK_STAILQ_NEXT((var), field), 1); \
	     (var) = (tvar))

/* ---- UK_TAILQ: doubly linked, with a tail ---- */

#define UK_TAILQ_HEAD(name, type) \
	struct name {             \
		type *tqh_first;  \
		type **tqh_last;  \
	}
#define UK_TAILQ_HEAD_INITIALIZER(head)   \
	{                                 \
		__NULL, &(head).tqh_first \
	}
#define UK_TAILQ_ENTRY(type)     \
	struct {                 \
		type *tqe_next;  \
		type **tqe_prev; \
	}

#define UK_TAILQ_INIT(head)                            \
	do {                                           \
		(head)->tqh_first = __NULL;            \
		(head)->tqh_last = &(head)->tqh_first; \
	} while (0)
#define UK_TAILQ_EMPTY(head)	  ((head)->tqh_first == __NULL)
#define UK_TAILQ_FIRST(head)	  ((head)->tqh_first)
#define UK_TAILQ_NEXT(elm, field) ((elm)->field.tqe_next)
/*
 * tqh_last and tqe_prev point to the next-pointer of the element before, or to
 * the head's first pointer; behind either lies the pointer to what comes
 * before that. headname is the head's tag.
 */
#define UK_TAILQ_LAST(head, headname) \
	(*(((struct headname *)(void *)((head)->tqh_last))->tqh_last))
#define UK_TAILQ_PREV(elm, headname, field) \
	(*(((struct headname *)(void *)((elm)->field.tqe_prev))->tqh_last))

#define UK_TAILQ_INSERT_HEAD(head, elm, field)                           \
	do {                                                             \
		UK_TAILQ_NEXT((elm), field) = UK_TAILQ_FIRST(head);      \
		if (UK_TAILQ_NEXT((elm), field))                         \
			UK_TAILQ_FIRST(head)->field.tqe_prev =           \
				&UK_TAILQ_NEXT((elm), field);            \
		else                                                     \
			(head)->tqh_last = &UK_TAILQ_NEXT((elm), field); \
		UK_TAILQ_FIRST(head) = (elm);                            \
		(elm)->field.tqe_prev = &UK_TAILQ_FIRST(head);           \
	} while (0)
#define UK_TAILQ_INSERT_TAIL(head, elm, field)                   \
	do {                                                     \
		UK_TAILQ_NEXT((elm), field) = __NULL;            \
		(elm)->field.tqe_prev = (head)->tqh_last;        \
		*(head)->tqh_last = (elm);                       \
		(head)->tqh_last = &UK_TAILQ_NEXT((elm), field); \
	} while (0)
#define UK_TAILQ_INSERT_AFTER(head, listelm, elm, field)                       \
	do {                                                                   \
		UK_TAILQ_NEXT((elm), field) = UK_TAILQ_NEXT((listelm), field); \
		if (UK_TAILQ_NEXT((elm), field))                               \
			UK_TAILQ_NEXT((elm), field)->field.tqe_prev =          \
				&UK_TAILQ_NEXT((elm), field);                  \
		else                                                           \
			(head)->tqh_last = &UK_TAILQ_NEXT((elm), field);       \
		UK_TAILQ_NEXT((listelm), field) = (elm);                       \
		(elm)->field.tqe_prev = &UK_TAILQ_NEXT((listelm), field);      \
	} while (0)
#define UK_TAILQ_INSERT_BEFORE(listelm, elm, field)                       \
	do {                                                              \
		(elm)->field.tqe_prev = (listelm)->field.tqe_prev;        \
		UK_TAILQ_NEXT((elm), field) = (listelm);                  \
		*(listelm)->field.tqe_prev = (elm);                       \
		(listelm)->field.tqe_prev = &UK_TAILQ_NEXT((elm), field); \
	} while (0)
#define UK_TAILQ_REMOVE(head, elm, field)                             \
	do {                                                          \
		if (UK_TAILQ_NEXT((elm), field))                      \
			UK_TAILQ_NEXT((elm), field)->field.tqe_prev = \
				(elm)->field.tqe_prev;                \
		else                                                  \
			(head)->tqh_last = (elm)->field.tqe_prev;     \
		*(elm)->field.tqe_prev = UK_TAILQ_NEXT((elm), field); \
	} while (0)
/* Put the elements of head2 behind those of head1; head2 becomes empty. */
#define UK_TAILQ_CONCAT(head1, head2, field)                     \
	do {                                                     \
		if (!UK_TAILQ_EMPTY(head2)) {                    \
			*(head1)->tqh_last = (head2)->tqh_first; \
			(head2)->tqh_first->field.tqe_prev =     \
				(head1)->tqh_last;               \
			(head1)->tqh_last = (head2)->tqh_last;   \
			UK_TAILQ_INIT(head2);                    \
		}                                                \
	} while (0)

#define UK_TAILQ_FOREACH(var, head, field)        \
	for ((var) = UK_TAILQ_FIRST(head); (var); \
	     (var) = UK_TAILQ_NEXT((var), field))
#define UK_TAILQ_FOREACH_SAFE(var, head, field, tvar)            \
	for ((var) = UK_TAILQ_FIRST(head);                       \
	     (var) && ((tvar) = UK_TAILQ_NEXT((var), field), 1); \
	     (var) = (tvar))
#define UK_TAILQ_FOREACH_REVERSE(var, head, headname, field) \
	for ((var) = UK_TAILQ_LAST((head), headname); (var); \
	     (var) = UK_TAILQ_PREV((var), headname, field))
#define UK_TAILQ_FOREACH_REVERSE_SAFE(var, head, headname, field, tvar)    \
	for ((var) = UK_TAILQ_LAST((head), headname);                      \
	     (var) && ((tvar) = UK_TAILQ_PREV((var), headname, field), 1); \
	     (var) = (tvar))

/* The element whose link (a structure that begins with `next`) is at p. */
#define __uk_queue_container(p, type, field) \
	((type *)((__uptr)(p) - __builtin_offsetof(type, field)))

#endif /* __UK_QUEUE_H__ */
