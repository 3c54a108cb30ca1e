/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Lists whose links lie in the elements.
 *
 *	struct uk_list_head	circular, doubly linked; the head is a node
 *	struct uk_hlist_head	doubly linked with a head of one pointer, for
 *				hash tables
 *	<uk/queue.h>		UK_SLIST, UK_STAILQ, UK_TAILQ: typed
 *
 * Nothing here locks or allocates. An element is in at most one list per link.
 * The loops named _safe allow the current element to be removed.
 */
#ifndef __UK_LIST_H__
#define __UK_LIST_H__

#include <uk/essentials.h>
#include <uk/queue.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_list_head {
	struct uk_list_head *next;
	struct uk_list_head *prev;
};

#define UK_LIST_HEAD_INIT(name)  \
	{                        \
		&(name), &(name) \
	}
#define UK_LIST_HEAD(name) struct uk_list_head name = UK_LIST_HEAD_INIT(name)

static inline void UK_INIT_LIST_HEAD(struct uk_list_head *list)
{
	list->next = list;
	list->prev = list;
}

static inline int uk_list_empty(const struct uk_list_head *head)
{
	return head->next == head;
}

/* Empty, and no removal from the other end is under way. */
static inline int uk_list_empty_careful(const struct uk_list_head *head)
{
	const struct uk_list_head *next = head->next;

	return next == head && next == head->prev;
}

static inline int uk_list_is_singular(const struct uk_list_head *head)
{
	return !uk_list_empty(head) && head->next == head->prev;
}

/* Whether list is the last element of head. */
static inline int uk_list_is_last(const struct uk_list_head *list,
				  const struct uk_list_head *head)
{
	return list->next == head;
}

static inline void __uk_list_add(struct uk_list_head *new_entry,
				 struct uk_list_head *prev,
				 struct uk_list_head *next)
{
	next->prev = new_entry;
	new_entry->next = next;
	new_entry->prev = prev;
	prev->next = new_entry;
}

/* Insert behind head: as the first element. */
static inline void uk_list_add(struct uk_list_head *new_entry,
			       struct uk_list_head *head)
{
	__uk_list_add(new_entry, head, head->next);
}

/* Insert before head: as the last element. */
static inline void uk_list_add_tail(struct uk_list_head *new_entry,
				    struct uk_list_head *head)
{
	__uk_list_add(new_entry, head->prev, head);
}

static inline void __uk_list_del(struct uk_list_head *prev,
				 struct uk_list_head *next)
{
	next->prev = prev;
	prev->next = next;
}

static inline void __uk_list_del_entry(struct uk_list_head *entry)
{
	__uk_list_del(entry->prev, entry->next);
}

/* Remove; the links of entry are then undefined. */
static inline void uk_list_del(struct uk_list_head *entry)
{
	__uk_list_del_entry(entry);
	entry->next = (struct uk_list_head *)0;
	entry->prev = (struct uk_list_head *)0;
}

/* Remove; entry is then an empty list. */
static inline void uk_list_del_init(struct uk_list_head *entry)
{
	__uk_list_del_entry(entry);
	UK_INIT_LIST_HEAD(entry);
}

/* Put new_entry in the place of old_entry, whose links stay as they were. */
static inline void uk_list_replace(struct uk_list_head *old_entry,
				   struct uk_list_head *new_entry)
{
	new_entry->next = old_entry->next;
	new_entry->next->prev = new_entry;
	new_entry->prev = old_entry->prev;
	new_entry->prev->next = new_entry;
}

static inline void uk_list_replace_init(struct uk_list_head *old_entry,
					struct uk_list_head *new_entry)
{
	uk_list_replace(old_entry, new_entry);
	UK_INIT_LIST_HEAD(old_entry);
}

/* Take list out of where it is and make it the first element of head. */
static inline void uk_list_move(struct uk_list_head *list,
				struct uk_list_head *head)
{
	__uk_list_del_entry(list);
	uk_list_add(list, head);
}

/* Take entry out of where it is and make it the last element of head. */
static inline void uk_list_move_tail(struct uk_list_head *entry,
				     struct uk_list_head *head)
{
	__uk_list_del_entry(entry);
	uk_list_add_tail(entry, head);
}

static inline void __uk_list_splice(const struct uk_list_head *list,
				    struct uk_list_head *prev,
				    struct uk_list_head *next)
{
	struct uk_list_head *first = list->next;
	struct uk_list_head *last = list->prev;

	first->prev = prev;
	prev->next = first;
	last->next = next;
	next->prev = last;
}

/* Put the elements of list before those of head; list itself is left stale. */
static inline void uk_list_splice(const struct uk_list_head *list,
				  struct uk_list_head *head)
{
	if (!uk_list_empty(list))
		__uk_list_splice(list, head, head->next);
}

/* Put the elements of list behind those of head; list itself is left stale. */
static inline void uk_list_splice_tail(const struct uk_list_head *list,
				       struct uk_list_head *head)
{
	if (!uk_list_empty(list))
		__uk_list_splice(list, head->prev, head);
}

static inline void uk_list_splice_init(struct uk_list_head *list,
				       struct uk_list_head *head)
{
	uk_list_splice(list, head);
	UK_INIT_LIST_HEAD(list);
}

static inline void uk_list_splice_tail_init(struct uk_list_head *list,
					    struct uk_list_head *head)
{
	uk_list_splice_tail(list, head);
	UK_INIT_LIST_HEAD(list);
}

static inline void __uk_list_cut_position(struct uk_list_head *list,
					  struct uk_list_head *head,
					  struct uk_list_head *entry)
{
	struct uk_list_head *first_left = entry->next;

	list->next = head->next;
	list->next->prev = list;
	list->prev = entry;
	entry->next = list;
	head->next = first_left;
	first_left->prev = head;
}

/*
 * Move the elements of head up to and including entry to list, whose own are
 * dropped. If entry is head itself, list becomes empty.
 */
static inline void uk_list_cut_position(struct uk_list_head *list,
					struct uk_list_head *head,
					struct uk_list_head *entry)
{
	if (uk_list_empty(head) || entry == head)
		UK_INIT_LIST_HEAD(list);
	else
		__uk_list_cut_position(list, head, entry);
}

/* ---- elements ---- */

#define uk_list_entry(ptr, type, field) __containerof(ptr, type, field)

/* Of a list that is not empty. */
#define uk_list_first_entry(ptr, type, member) \
	uk_list_entry((ptr)->next, type, member)
#define uk_list_last_entry(ptr, type, member) \
	uk_list_entry((ptr)->prev, type, member)

#define uk_list_first_entry_or_null(ptr, type, member)                \
	(!uk_list_empty(ptr) ? uk_list_first_entry(ptr, type, member) \
			     : (type *)0)
#define uk_list_last_entry_or_null(ptr, type, member)                \
	(!uk_list_empty(ptr) ? uk_list_last_entry(ptr, type, member) \
			     : (type *)0)

#define uk_list_next_entry(ptr, member) \
	uk_list_entry((ptr)->member.next, __typeof__(*(ptr)), member)
#define uk_list_prev_entry(ptr, member) \
	uk_list_entry((ptr)->member.prev, __typeof__(*(ptr)), member)

/* ---- loops over nodes ---- */

#define uk_list_for_each(p, head) \
	for (p = (head)->next; p != (head); p = (p)->next)
#define uk_list_for_each_prev(p, h) for (p = (h)->prev; p != (h); p = (p)->prev)
#define uk_list_for_each_safe(p, n, head) \
	for (p = (head)->next, n = (p)->next; p != (head); p = n, n = (p)->next)

/* ---- loops over elements ---- */

#define uk_list_for_each_entry(p, h, field)                       \
	for (p = uk_list_first_entry(h, __typeof__(*(p)), field); \
	     &(p)->field != (h); p = uk_list_next_entry(p, field))
#define uk_list_for_each_entry_reverse(p, h, field)              \
	for (p = uk_list_last_entry(h, __typeof__(*(p)), field); \
	     &(p)->field != (h); p = uk_list_prev_entry(p, field))

/* From the one after p, from the one before p, and from p on. */
#define uk_list_for_each_entry_continue(p, h, field)               \
	for (p = uk_list_next_entry(p, field); &(p)->field != (h); \
	     p = uk_list_next_entry(p, field))
#define uk_list_for_each_entry_continue_reverse(p, h, field)       \
	for (p = uk_list_prev_entry(p, field); &(p)->field != (h); \
	     p = uk_list_prev_entry(p, field))
#define uk_list_for_each_entry_from(p, h, field) \
	for (; &(p)->field != (h); p = uk_list_next_entry(p, field))

#define uk_list_for_each_entry_safe(p, n, h, field)               \
	for (p = uk_list_first_entry(h, __typeof__(*(p)), field), \
	    n = uk_list_next_entry(p, field);                     \
	     &(p)->field != (h); p = n, n = uk_list_next_entry(n, field))
#define uk_list_for_each_entry_safe_from(pos, n, head, member)              \
	for (n = uk_list_next_entry(pos, member); &(pos)->member != (head); \
	     pos = n, n = uk_list_next_entry(n, member))
#define uk_list_for_each_entry_safe_reverse(p, n, h, field)      \
	for (p = uk_list_last_entry(h, __typeof__(*(p)), field), \
	    n = uk_list_prev_entry(p, field);                    \
	     &(p)->field != (h); p = n, n = uk_list_prev_entry(n, field))

/* Read the next element again, in a loop that dropped its lock. */
#define uk_list_safe_reset_next(ptr, n, member) \
	n = uk_list_next_entry(ptr, member)

/* ---- lists with a head of one pointer ---- */

struct uk_hlist_node {
	struct uk_hlist_node *next;
	struct uk_hlist_node **pprev; /* what points here; NULL: in no list */
};

struct uk_hlist_head {
	struct uk_hlist_node *first;
};

#define UK_HLIST_HEAD_INIT                \
	{                                 \
		(struct uk_hlist_node *)0 \
	}
#define UK_HLIST_HEAD(name)	 struct uk_hlist_head name = UK_HLIST_HEAD_INIT
#define UK_INIT_HLIST_HEAD(head) ((head)->first = (struct uk_hlist_node *)0)
#define UK_INIT_HLIST_NODE(node)                            \
	do {                                                \
		(node)->next = (struct uk_hlist_node *)0;   \
		(node)->pprev = (struct uk_hlist_node **)0; \
	} while (0)

static inline int uk_hlist_empty(const struct uk_hlist_head *h)
{
	return !h->first;
}

/* Whether h is in no list. */
static inline int uk_hlist_unhashed(const struct uk_hlist_node *h)
{
	return !h->pprev;
}

/* Remove; the links of n are then undefined. */
static inline void uk_hlist_del(struct uk_hlist_node *n)
{
	if (n->next)
		n->next->pprev = n->pprev;
	*n->pprev = n->next;
}

/* Remove if it is in a list; n is then in none. */
static inline void uk_hlist_del_init(struct uk_hlist_node *n)
{
	if (uk_hlist_unhashed(n))
		return;
	uk_hlist_del(n);
	UK_INIT_HLIST_NODE(n);
}

static inline void uk_hlist_add_head(struct uk_hlist_node *n,
				     struct uk_hlist_head *h)
{
	n->next = h->first;
	if (n->next)
		n->next->pprev = &n->next;
	h->first = n;
	n->pprev = &h->first;
}

static inline void uk_hlist_add_before(struct uk_hlist_node *n,
				       struct uk_hlist_node *next)
{
	n->pprev = next->pprev;
	n->next = next;
	next->pprev = &n->next;
	*n->pprev = n;
}

static inline void uk_hlist_add_behind(struct uk_hlist_node *n,
				       struct uk_hlist_node *prev)
{
	n->next = prev->next;
	prev->next = n;
	n->pprev = &prev->next;
	if (n->next)
		n->next->pprev = &n->next;
}

/* Give all elements of old_entry to new_entry, whose own are dropped. */
static inline void uk_hlist_move_list(struct uk_hlist_head *old_entry,
				      struct uk_hlist_head *new_entry)
{
	new_entry->first = old_entry->first;
	if (new_entry->first)
		new_entry->first->pprev = &new_entry->first;
	old_entry->first = (struct uk_hlist_node *)0;
}

#define uk_hlist_entry(ptr, type, field) __containerof(ptr, type, field)
#define uk_hlist_entry_safe(ptr, type, member)                               \
	__extension__({                                                      \
		struct uk_hlist_node *__uk_hn = (ptr);                       \
		__uk_hn ? uk_hlist_entry(__uk_hn, type, member) : (type *)0; \
	})

#define uk_hlist_for_each(p, head) for (p = (head)->first; p; p = (p)->next)
#define uk_hlist_for_each_safe(p, n, head) \
	for (p = (head)->first; p && (n = (p)->next, 1); p = n)

#define uk_hlist_for_each_entry(pos, head, member)                        \
	for (pos = uk_hlist_entry_safe((head)->first, __typeof__(*(pos)), \
				       member);                           \
	     pos; pos = uk_hlist_entry_safe((pos)->member.next,           \
					    __typeof__(*(pos)), member))
#define uk_hlist_for_each_entry_continue(pos, member)                          \
	for (pos = uk_hlist_entry_safe((pos)->member.next, __typeof__(*(pos)), \
				       member);                                \
	     pos; pos = uk_hlist_entry_safe((pos)->member.next,                \
					    __typeof__(*(pos)), member))
#define uk_hlist_for_each_entry_from(pos, member)                 \
	for (; pos; pos = uk_hlist_entry_safe((pos)->member.next, \
					      __typeof__(*(pos)), member))
/* n is a struct uk_hlist_node *. */
#define uk_hlist_for_each_entry_safe(pos, n, head, member)                \
	for (pos = uk_hlist_entry_safe((head)->first, __typeof__(*(pos)), \
				       member);                           \
	     pos && (n = (pos)->member.next, 1);                          \
	     pos = uk_hlist_entry_safe(n, __typeof__(*(pos)), member))

#ifdef __cplusplus
}
#endif

#endif /* __UK_LIST_H__ */
