/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Events: a name, and functions from anywhere in the image that are called in
 * order of priority when it is raised.
 *
 * There is no registration at run time. A handler is a pointer in section
 * .uk_eventtab_<event>-<prio>. The event's head lies in .uk_eventtab_<event>-
 * and a label in .uk_eventtab_<event>-~, so that when the linker script sorts
 * .uk_eventtab_* by name, the handlers stand between the two:
 *
 *	.uk_eventtab_foo-    struct uk_event { hlist_end ---.
 *	.uk_eventtab_foo-0   handler                        |
 *	.uk_eventtab_foo-9   handler                        |
 *	.uk_eventtab_foo-~   <------------------------------'
 *
 * Nothing else starts with "foo-", so the events cannot mix.
 */
#ifndef __UK_EVENT_H__
#define __UK_EVENT_H__

#include <uk/essentials.h>
#include <uk/prio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The handler did not care: go on with the next. */
#define UK_EVENT_NOT_HANDLED 0
/* The handler dealt with it: stop. */
#define UK_EVENT_HANDLED 1
/* The handler dealt with it, but the others shall see it too. */
#define UK_EVENT_HANDLED_CONT 2

/*
 * Returns one of the above, or a negative errno, which stops the chain. Runs
 * in the context in which the event was raised, which for traps and
 * interrupts is the handler's: it must not sleep there.
 */
typedef int (*uk_event_handler_t)(void *data);

struct uk_event {
	const uk_event_handler_t *hlist_end;
};

/* The address sanitizer would put red zones between the entries. */
#ifdef __clang__
#define __UK_EVT_SECTION_LABEL(section, label) \
	__section(section label) __attribute__((no_sanitize("address")))
#else
#define __UK_EVT_SECTION_LABEL(section, label) __section(section label)
#endif
#define _UK_EVT_SECTION_LABEL(section, label) \
	__UK_EVT_SECTION_LABEL(".uk_eventtab_" #section "-", label)

#define _UK_EVT_EVENT(event)	 _uk_evt_event_##event
#define _UK_EVT_HLIST_END(event) _uk_evt_hlist_end_##event

#define _UK_EVT_IMPORT_EVENT(event) \
	extern const struct uk_event _UK_EVT_EVENT(event)

#define _UK_EVT_SECTION_HLIST_END(event)                                   \
	static const uk_event_handler_t _UK_EVT_HLIST_END(event)[0] __used \
	_UK_EVT_SECTION_LABEL(event, "~")

#define _UK_EVT_SECTION_HEADER(event)                     \
	const struct uk_event _UK_EVT_EVENT(event) __used \
	_UK_EVT_SECTION_LABEL(event, "") = {_UK_EVT_HLIST_END(event)}

#define __UK_EVENT(event)                 \
	_UK_EVT_SECTION_HLIST_END(event); \
	_UK_EVT_IMPORT_EVENT(event);      \
	_UK_EVT_SECTION_HEADER(event)

/*
 * Define an event, once in the image, at file scope. To raise it from another
 * library, list _uk_evt_event_<name> in exportsyms.uk.
 */
#define UK_EVENT(name) __UK_EVENT(name)

#define __UK_EVENT_HANDLER_PRIO(event, fn, prio)                      \
	static const uk_event_handler_t __used _UK_EVT_SECTION_LABEL( \
		event, #prio) _uk_evt_handler_##event##_##prio##_##fn = (fn)
#define _UK_EVENT_HANDLER_PRIO(event, fn, prio) \
	__UK_EVENT_HANDLER_PRIO(event, fn, prio)

/*
 * Have fn called when the event is raised. prio is a literal digit or a macro
 * that is one, 0 runs first. The order within a priority is not defined.
 */
#define UK_EVENT_HANDLER_PRIO(event, fn, prio) \
	_UK_EVENT_HANDLER_PRIO(event, fn, prio)
#define UK_EVENT_HANDLER(event, fn) \
	UK_EVENT_HANDLER_PRIO(event, fn, UK_PRIO_LATEST)

/* The event, for uk_raise_event_ptr(); declare it by _UK_EVT_IMPORT_EVENT. */
#define __UK_EVENT_PTR(name) (&_UK_EVT_EVENT(name))
#define UK_EVENT_PTR(name)   __UK_EVENT_PTR(name)

/*
 * The first handler follows the head. Behind the empty assembly statement the
 * compiler does not know that the head is an object of its own that ends.
 */
static inline const uk_event_handler_t *_UK_EVT_HLIST_START(
	const struct uk_event *e_ptr)
{
	__asm__("" : "+r"(e_ptr));
	return (const uk_event_handler_t *)(const void *)(e_ptr + 1);
}

/* Visit an event's handlers; itr is a const uk_event_handler_t *. */
#define uk_event_handler_foreach(itr, e_ptr)                                 \
	for ((itr) = _UK_EVT_HLIST_START(e_ptr); (itr) < (e_ptr)->hlist_end; \
	     (itr)++)

#ifndef __uk_event_assert
#define __uk_event_assert(x) \
	do {                 \
	} while (0)
#endif

/**
 * Call an event's handlers in order of priority.
 *
 * @return
 *	negative errno: what a handler returned; those after it were not called
 *	UK_EVENT_HANDLED: one returned this; those after it were not called
 *	UK_EVENT_HANDLED_CONT: at least one returned this, none of the above
 *	UK_EVENT_NOT_HANDLED: nobody cared
 */
static inline int uk_raise_event_ptr(const struct uk_event *e, void *data)
{
	const uk_event_handler_t *itr;
	int result = UK_EVENT_NOT_HANDLED;
	int rc;

	uk_event_handler_foreach (itr, e) {
		rc = (*itr)(data);
		__uk_event_assert(rc <= UK_EVENT_HANDLED_CONT);
		if (rc < 0 || rc == UK_EVENT_HANDLED)
			return rc;
		if (rc == UK_EVENT_HANDLED_CONT)
			result = rc;
	}
	return result;
}

/* Raise an event by name: see uk_raise_event_ptr(). */
#define uk_raise_event(event, data)                              \
	__extension__({                                          \
		_UK_EVT_IMPORT_EVENT(event);                     \
		uk_raise_event_ptr(UK_EVENT_PTR(event), (data)); \
	})

#ifdef __cplusplus
}
#endif

#endif /* __UK_EVENT_H__ */
