/*
 * verbs.h: the rows of the command table, one a file.
 */
#ifndef VERBS_H
#define VERBS_H

#include "cmd.h"

extern const struct cmd cmd_init, cmd_staff, cmd_key;
extern const struct cmd cmd_student, cmd_agency, cmd_config, cmd_rules;
extern const struct cmd cmd_number;
extern const struct cmd cmd_screen;
extern const struct cmd cmd_intake, cmd_assess, cmd_plan, cmd_approve;
extern const struct cmd cmd_progress, cmd_review, cmd_refer, cmd_follow;
extern const struct cmd cmd_close, cmd_reopen, cmd_link, cmd_support;
extern const struct cmd cmd_session;
extern const struct cmd cmd_consent, cmd_record;
extern const struct cmd cmd_group, cmd_mentor, cmd_activity, cmd_target;
extern const struct cmd cmd_resource, cmd_yearplan;
extern const struct cmd cmd_list, cmd_show, cmd_due, cmd_report, cmd_print, cmd_dashboard;
extern const struct cmd cmd_calendar;
extern const struct cmd cmd_log, cmd_undo, cmd_fsck;
extern const struct cmd cmd_help, cmd_version;

#endif
