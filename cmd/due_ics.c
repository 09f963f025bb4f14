/*
 * ctxh due --ics: deadlines as events of an iCalendar file (RFC 5545), for the
 * calendar of a phone.  No name of a person and no category of a case is in
 * it: a phone shows it on its locked screen.
 *
 * libical is loaded here and nowhere else: with the libraries behind it, it
 * would more than double the time in which any verb starts.  It does not check
 * what it allocates, and has a process of its own to fall over in.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <libical/ical.h>

#include "cmd.h"
#include "due.h"
#include "out.h"
#include "paper.h"
#include "paper_look.h"
#include "util.h"
#include "when.h"

#define LIBICAL	"libical.so.3"
#define EVENT_SECONDS 1800	/* phones hide an event that takes no time */
#define HOUR	3600
#define DAY	86400
#define TEXT_MAX ((size_t)64 << 20)
#define EPOCH	1577836800	/* 2020; what SEQUENCE counts from */

/* How the other process ends. */
enum { MADE, GAVE_UP = 70, NO_LIBRARY };

struct ical {
	icalcomponent *(*component)(icalcomponent_kind);
	void (*add_component)(icalcomponent *, icalcomponent *);
	void (*add_property)(icalcomponent *, icalproperty *);
	char *(*print)(icalcomponent *);
	void (*free)(icalcomponent *);
	void (*free_text)(void *);
	icalproperty *(*property)(icalproperty_kind);
	void (*set_value)(icalproperty *, icalvalue *);
	icalvalue *(*text)(const char *);
	icalvalue *(*parse)(icalvalue_kind, const char *);
	icalerrorenum *(*error)(void);
};

/* Whether there is a library to be used. */
static int
load(struct ical *i)
{
	const struct library_symbol symbols[] = {
		{ "icalcomponent_new", &i->component },
		{ "icalcomponent_add_component", &i->add_component },
		{ "icalcomponent_add_property", &i->add_property },
		{ "icalcomponent_as_ical_string_r", &i->print },
		{ "icalcomponent_free", &i->free },
		{ "icalmemory_free_buffer", &i->free_text },
		{ "icalproperty_new", &i->property },
		{ "icalproperty_set_value", &i->set_value },
		{ "icalvalue_new_text", &i->text },
		{ "icalvalue_new_from_string", &i->parse },
		{ "icalerrno_return", &i->error },
		{ NULL, NULL },
	};

	return library_load(LIBICAL, symbols);
}

/* Of a member that a list has no memory for, the list itself tells nothing. */
static void
note_lost(const struct ical *i)
{
	if (errno == ENOMEM)
		*i->error() = ICAL_NEWFAILED_ERROR;
}

/* libical passes NULL on and keeps the error, which make() asks for. */
static void
put_value(const struct ical *i, icalcomponent *c, icalproperty_kind kind,
    icalvalue *value)
{
	icalproperty *p = i->property(kind);

	i->set_value(p, value);
	i->add_property(c, p);
	note_lost(i);
}

static void
put(const struct ical *i, icalcomponent *c, icalproperty_kind kind,
    const char *text)
{
	put_value(i, c, kind, i->text(text));
}

static void
put_as(const struct ical *i, icalcomponent *c, icalproperty_kind kind,
    icalvalue_kind type, const char *text)
{
	put_value(i, c, kind, i->parse(type, text));
}

/* In UTC, which every phone knows without a table of time zones. */
static void
put_moment(const struct ical *i, icalcomponent *c, icalproperty_kind kind,
    int64_t at)
{
	char buf[32] = "";
	time_t t = (time_t)at;
	struct tm tm;

	if (gmtime_r(&t, &tm) != NULL)
		strftime(buf, sizeof(buf), "%Y%m%dT%H%M%SZ", &tm);
	put_as(i, c, kind, ICAL_DATETIME_VALUE, buf);
}

/*
 * It grows from one file to the next, or a phone that has the event would not
 * take the new time: seconds, as far as an INTEGER goes.
 */
static void
put_sequence(const struct ical *i, icalcomponent *c, int64_t at)
{
	int64_t n = at > EPOCH ? at - EPOCH : 0;
	char buf[32];

	snprintf(buf, sizeof(buf), "%lld",
	    (long long)(n < INT32_MAX ? n : INT32_MAX));
	put_as(i, c, ICAL_SEQUENCE_PROPERTY, ICAL_INTEGER_VALUE, buf);
}

/*
 * Rings so long before the due time, where that is still to come.  The trigger
 * is counted from the event's beginning: many phones know no other way.
 */
static void
put_alarm(const struct ical *i, icalcomponent *event, const char *summary,
    int64_t before)
{
	icalcomponent *alarm = i->component(ICAL_VALARM_COMPONENT);
	int64_t minutes = (before - EVENT_SECONDS) / 60;
	char trigger[32];

	snprintf(trigger, sizeof(trigger), "-PT%lldH%lldM",
	    (long long)(minutes / 60), (long long)(minutes % 60));

	put_as(i, alarm, ICAL_ACTION_PROPERTY, ICAL_ACTION_VALUE, "DISPLAY");
	put(i, alarm, ICAL_DESCRIPTION_PROPERTY, summary);
	put_as(i, alarm, ICAL_TRIGGER_PROPERTY, ICAL_TRIGGER_VALUE, trigger);
	i->add_component(event, alarm);
	note_lost(i);
}

static char *
summary_of(struct app *app, const ctxh_value *row)
{
	const char *number = due_number(row);
	char label[256];

	due_label(app, row, label, sizeof(label));
	return xasprintf("%s%s%s%s%s", due_is_overdue(row) ? due_status(row) :
	    "", due_is_overdue(row) ? ": " : "", number != NULL ? number : "",
	    number != NULL ? ": " : "", label);
}

static char *
description_of(const ctxh_value *row)
{
	const char *basis = val_str(row, "basis");
	char due[64];

	return xasprintf(T("Due: %s. %s%s"), out_show_time(NULL, row,
	    ctxh_value_get(row, "due_at"), due, sizeof(due)),
	    basis != NULL ? basis : "", val_true(row, "estimated") ?
	    T(". The calendar of that time is an estimate") : "");
}

static void
add_event(struct app *app, const struct ical *i, icalcomponent *calendar,
    const ctxh_value *row, int64_t due, int64_t at)
{
	icalcomponent *e = i->component(ICAL_VEVENT_COMPONENT);
	char *summary = summary_of(app, row), *text = description_of(row);
	char *uid = xasprintf("%s@ctxh", val_str(row, "uid"));

	put(i, e, ICAL_UID_PROPERTY, uid);
	put_moment(i, e, ICAL_DTSTAMP_PROPERTY, at);
	put_moment(i, e, ICAL_LASTMODIFIED_PROPERTY, at);
	put_sequence(i, e, at);
	put_moment(i, e, ICAL_DTSTART_PROPERTY, due - EVENT_SECONDS);
	put_moment(i, e, ICAL_DTEND_PROPERTY, due);
	put(i, e, ICAL_SUMMARY_PROPERTY, summary);
	put(i, e, ICAL_DESCRIPTION_PROPERTY, text);
	put_as(i, e, ICAL_STATUS_PROPERTY, ICAL_STATUS_VALUE,
	    val_true(row, "estimated") ? "TENTATIVE" : "CONFIRMED");
	put_as(i, e, ICAL_TRANSP_PROPERTY, ICAL_TRANSP_VALUE, "TRANSPARENT");
	put_as(i, e, ICAL_CLASS_PROPERTY, ICAL_CLASS_VALUE, "PRIVATE");
	if (due - DAY > at)
		put_alarm(i, e, summary, DAY);
	if (due - HOUR > at)
		put_alarm(i, e, summary, HOUR);
	i->add_component(calendar, e);
	note_lost(i);
	free(uid);
	free(text);
	free(summary);
}

static char *
make(struct app *app, const struct ical *i, const ctxh_value *list,
    int64_t at)
{
	icalcomponent *c = i->component(ICAL_VCALENDAR_COMPONENT);
	const ctxh_value *v;
	const char *s;
	int64_t due;
	char *text;

	errno = 0;
	put(i, c, ICAL_PRODID_PROPERTY, "-//ctxh//ctxh " CTXH_VERSION "//VI");
	put(i, c, ICAL_VERSION_PROPERTY, "2.0");
	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v)) {
		s = val_str(v, "due_at");
		if (due_is_pending(v) && s != NULL && when_parse(s, &due,
		    NULL))
			add_event(app, i, c, v, due, at);
	}
	text = i->print(c);
	i->free(c);
	if (*i->error() != ICAL_NO_ERROR && text != NULL) {
		i->free_text(text);
		text = NULL;
	}
	return text;
}

/* The other process: it says nothing but the text and how it ended. */
static void
make_apart(struct app *app, const ctxh_value *list, int64_t at, int fd)
{
	int null = open("/dev/null", O_RDWR);
	struct ical i;
	char *text;

	if (null == -1 || dup2(null, STDOUT_FILENO) == -1 ||
	    dup2(null, STDERR_FILENO) == -1)
		_exit(GAVE_UP);
	if (!load(&i))
		_exit(NO_LIBRARY);
	text = make(app, &i, list, at);
	_exit(text != NULL && file_write_all(fd, text, strlen(text)) == 0 ?
	    MADE : GAVE_UP);
}

static int
fail_apart(struct app *app, int status)
{
	if (app_interrupted())
		return CTXH_EINTERRUPTED;
	if (WIFEXITED(status) && WEXITSTATUS(status) == NO_LIBRARY)
		return app_fail(app, CTXH_EFAIL, T("cannot load %s; install "
		    "the package libical3"), LIBICAL);
	return app_fail(app, CTXH_ENOMEM, T("%s gave up; is there enough "
	    "memory?"), LIBICAL);
}

/* Caller frees *text with wipe_free(). */
static int
make_text(struct app *app, const ctxh_value *list, int64_t at, char **text,
    size_t *len)
{
	int fds[2], status = 0, ended, rc;
	pid_t pid;

	*text = NULL;
	if (pipe(fds) == -1)
		return fail_apart(app, 0);
	if ((pid = fork()) == 0) {
		close(fds[0]);
		make_apart(app, list, at, fds[1]);
	}
	close(fds[1]);
	rc = file_read_fd(app, fds[0], LIBICAL, TEXT_MAX, text, len);
	close(fds[0]);
	ended = pid != -1 && wait_for(pid, &status);
	if (rc != CTXH_OK)
		return rc;
	return ended && WIFEXITED(status) && WEXITSTATUS(status) == MADE ?
	    CTXH_OK : fail_apart(app, status);
}

int
due_ics(struct app *app, const ctxh_value *list, int64_t at, const char *path)
{
	size_t len = 0;
	char *text = NULL;
	int rc;

	if ((rc = paper_check_format(app, "ics", path)) == CTXH_OK &&
	    (rc = make_text(app, list, at, &text, &len)) == CTXH_OK)
		rc = paper_output(app, path, 1, text, len);
	wipe_free(text);
	return rc;
}
