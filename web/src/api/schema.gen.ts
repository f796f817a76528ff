// SPDX-License-Identifier: EUPL-1.2

// Generated from api/openapi.json by `npm run gen`. Do not edit.

export interface paths {
    "/access-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for an account. The answer does not tell whether the address has one. */
        post: operations["ask_access"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access-requests/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the mailbox of a request for an account. */
        post: operations["confirm_access_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access-requests/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organisations that accounts may be asked for in. */
        get: operations["list_open_organisations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/{object}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who can see a thing, and why: a project. What may not be read, is unknown or names nothing of these kinds is 404. */
        get: operations["who_can_see"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{account}/photo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A person's photo, for those who may know of the person. */
        get: operations["get_photo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/access-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The requests for accounts within one's reach. */
        get: operations["list_access_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/access-requests/{request}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give someone the account he asked for. */
        put: operations["approve_access_request"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/access-requests/{request}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Refuse someone the account he asked for. */
        put: operations["refuse_access_request"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The accounts within reach. */
        get: operations["list_admin_accounts"];
        put?: never;
        /** Make an account. */
        post: operations["create_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do one thing to many accounts. */
        post: operations["change_accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The accounts within reach as a table, for other programs (RFC 4180). */
        get: operations["export_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account. */
        get: operations["get_admin_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change someone's names, function, or the organisations he belongs to. */
        patch: operations["edit_account"];
        trace?: never;
    };
    "/admin/accounts/{account}/administration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make someone administer the instance. */
        put: operations["promote_account"];
        post?: never;
        /** Take the administration of the instance from someone. */
        delete: operations["demote_account"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts/{account}/deactivation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Close an account: its sessions end at once. */
        put: operations["deactivate_account"];
        post?: never;
        /** Open a closed account again. */
        delete: operations["reactivate_account"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts/{account}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the invitation, again if it was sent before. */
        post: operations["invite_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts/{account}/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The projects that someone is in, never what is in them. */
        get: operations["list_account_projects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts/{account}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End all of someone's sessions. */
        delete: operations["end_account_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts/{account}/succession": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give all that someone holds to a successor. */
        put: operations["hand_over_account"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The groups within reach, by name. */
        get: operations["list_admin_groups"];
        put?: never;
        /** Make a group. */
        post: operations["create_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a group, and take it out of its projects. */
        delete: operations["remove_group"];
        options?: never;
        head?: never;
        /** Rename a group. */
        patch: operations["edit_group"];
        trace?: never;
    };
    "/admin/groups/{group}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in a group, by name. */
        get: operations["list_group_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/groups/{group}/members/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put someone into a group: it acts at once in all its projects. */
        put: operations["add_group_member"];
        post?: never;
        /** Take someone out of a group: it acts at once in all its projects. */
        delete: operations["remove_group_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last imports, without their faults and lines. */
        get: operations["list_imports"];
        put?: never;
        /** Look at a file of people; nothing is made. */
        post: operations["check_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/imports/{import}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One import. */
        get: operations["get_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/imports/{import}/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that is wrong with a file, as a table (RFC 4180). */
        get: operations["list_import_faults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/imports/{import}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Stop for a while. */
        put: operations["pause_import"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/imports/{import}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make the accounts, or go on where it stopped. */
        put: operations["run_import"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/imports/{import}/waves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite the next of those whose accounts were made. */
        post: operations["send_import_wave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Work that is still to be done, or that was given up. */
        get: operations["list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/jobs/{job}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drop a job for good. */
        delete: operations["discard_job"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/jobs/{job}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a job again that was given up. */
        post: operations["retry_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to accounts, organisations and the instance, newest first. */
        get: operations["list_journal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/journal/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as a table, for other programs (RFC 4180). */
        get: operations["export_journal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/journal/integrity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the journal is as it was written. */
        get: operations["check_journal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organisations within reach, each after the one above it. */
        get: operations["list_organisations"];
        put?: never;
        /** Make an organisation below one within reach. */
        post: operations["create_organisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/organisations/{organisation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove an organisation that nothing belongs to. */
        delete: operations["remove_organisation"];
        options?: never;
        head?: never;
        /** Change an organisation, or move it with all that is below it. */
        patch: operations["edit_organisation"];
        trace?: never;
    };
    "/admin/organisations/{organisation}/administrators/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make someone administer an organisation and all that is below it. */
        put: operations["appoint_administrator"];
        post?: never;
        /** Make someone administer an organisation no more. */
        delete: operations["dismiss_administrator"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules of the instance. */
        get: operations["get_settings"];
        /** Set the rules of the instance, whole. */
        put: operations["change_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A channel. */
        get: operations["get_channel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what a channel is called, what it is about, and how one answers in it. */
        patch: operations["edit_channel"];
        trace?: never;
    };
    "/channels/{channel}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Close a channel: it is read, no more. */
        put: operations["archive_channel"];
        post?: never;
        /** Open a channel that was closed. */
        delete: operations["restore_channel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/automates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The programs that post in a channel, or read it, each for one person. */
        get: operations["list_automates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/bots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a bot: an app password of this channel alone, for whoever makes it. Its secret is told this once. */
        post: operations["create_bot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/bots/{bot}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a bot away, whoever made it: its secret opens nothing any more. What it has posted stays. */
        delete: operations["remove_bot"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/expiry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say for how long messages stay in a channel. Older ones go at once; decisions stay. */
        put: operations["set_expiry"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take a channel away whole, with its threads, edits, reactions, pins and decisions: those who manage it, or are in the
         *     conversation. The form of the JSON is described in `docs/channel-export.md`.
         */
        get: operations["take_channel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/forwards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pass a message that one reads on to a channel or conversation in which one writes. It is copied as it reads now. */
        post: operations["forward_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/hidden": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a conversation away until something is said in it. */
        put: operations["hide_conversation"];
        post?: never;
        /** Put a conversation into one's list again. */
        delete: operations["show_conversation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many messages would go if the history of a channel were cleared now, or its messages stayed for so many days. */
        get: operations["count_history"];
        put?: never;
        post?: never;
        /** Clear the history of a channel up to now, for all who read it. Decisions stay. It cannot be undone. */
        delete: operations["clear_history"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/hooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a hook: an address at which a program posts in the channel, for whoever makes it. It is told this once. */
        post: operations["create_hook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/hooks/{hook}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a hook away: its address opens nothing any more. What it has posted stays. */
        delete: operations["remove_hook"];
        options?: never;
        head?: never;
        /** Give a hook another name or other looks, for what it posts from then on. */
        patch: operations["edit_hook"];
        trace?: never;
    };
    "/channels/{channel}/hooks/{hook}/address": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a hook another address, told this once: the one before opens nothing any more. */
        post: operations["renew_hook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Take a log away: its entries with their numbers, instants, authors and texts, what corrects what, and a fingerprint. */
        get: operations["take_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/managers/{who}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Have a person or a group in a private channel say who is in it and how it works. */
        put: operations["make_channel_manager"];
        post?: never;
        /** Have one who manages a private channel be in it as the others are; oneself too, unless one is the last. */
        delete: operations["unmake_channel_manager"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A part of a channel, oldest first. */
        get: operations["list_messages"];
        put?: never;
        /** Post a message in a channel, or an answer in a thread. */
        post: operations["post_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say of what one is told in a channel. */
        put: operations["keep_channel"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in a private channel or conversation, or announces in an announcement channel. */
        get: operations["list_channel_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/people/{who}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let a person or a group of the project into a private channel, or announce in an announcement channel. */
        put: operations["add_channel_person"];
        post?: never;
        /** Take someone out of a private channel, or from among the announcers; oneself too, and of a conversation of several people. */
        delete: operations["remove_channel_person"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/pins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The messages pinned to a channel, the last pinned first. */
        get: operations["list_pins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/place": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a channel into a folder, or into none, before another channel or as the last. */
        put: operations["place_channel"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/polls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a poll to those who read a channel. */
        post: operations["put_poll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark a channel as read up to a place, or as unread from there. */
        put: operations["mark_channel"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/readers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who reads a channel, by name, whether by themselves or by a group: those who can be named in it. */
        get: operations["list_channel_readers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/readers/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Take away who reads a channel, as a table by name: those who may take the channel away. */
        get: operations["take_channel_readers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/scheduled-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a message posted later. */
        post: operations["schedule_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/{entry}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A folder or a file, with the folders on the way to it. */
        get: operations["get_entry"];
        put?: never;
        post?: never;
        /** Put a folder or a file into the trash, with all that is in it. It stays there for thirty days. */
        delete: operations["trash_entry"];
        options?: never;
        head?: never;
        /** Name a folder or a file. */
        patch: operations["rename_entry"];
        trace?: never;
    };
    "/documents/{entry}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of a file, whole or a range (RFC 9110 §14). A browser puts them away, and never shows them as a page of ours. */
        get: operations["get_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/{entry}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is in a folder: its folders, then its files. */
        get: operations["list_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/{entry}/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a folder in another. */
        post: operations["create_folder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/{entry}/place": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a folder or a file into another folder of its project, with all that is in it. */
        put: operations["place_entry"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/{entry}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin an upload into a folder (tus 1.0, Creation). `Upload-Metadata` has `draft` (a UUID chosen by the client: the same draft is
         *     the same upload) and `filename`; to become a version of a file of that name in the folder, also `file`, its id, and `revision`,
         *     the number of what it held when it was looked at. The answer's `Location` is where the parts go.
         */
        post: operations["create_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/{entry}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a file has held, the last first. */
        get: operations["list_file_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/{entry}/versions/{revision}/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a version a name. */
        put: operations["name_file_version"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/{entry}/versions/{revision}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Have a file hold again what it held: it becomes the newest version. */
        put: operations["restore_file_version"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/email-changes/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm one's new address, by the link of a mail. */
        post: operations["confirm_email_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The groups that one may choose as members of a project; none for outsiders. */
        get: operations["list_groups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hooks/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post in a channel as a program that knows the address of a hook. It may do what whoever made the hook may, or less. */
        post: operations["post_by_hook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What anyone may know of this installation. */
        get: operations["get_instance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open one's account, by an invitation's link. */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/inspection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an invitation's link is for. */
        post: operations["inspect_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Oneself. */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change one's profile. */
        patch: operations["edit_me"];
        trace?: never;
    };
    "/me/app-passwords": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's passwords for programs. */
        get: operations["list_app_passwords"];
        put?: never;
        /** Make a password for one program. Its secret is told this once. */
        post: operations["make_app_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/app-passwords/{app_password}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a program's password away. */
        delete: operations["remove_app_password"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/catch-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened since a moment in all channels and conversations that one reads: who named one, who wrote to one, what was
         *     answered and decided, where most was said.
         */
        get: operations["catch_up"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All channels that one reads, over all one's projects, and the conversations in one's list, with what is unread: of those that
         *     one has not put away the hundred with the latest words.
         */
        get: operations["list_my_channels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All conversations one is in, those with the latest words first; also those one has put away. */
        get: operations["list_conversations"];
        put?: never;
        /** Open the conversation of some people and oneself; the same people, the same conversation. */
        post: operations["open_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/display": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set how one wants to see Plano. */
        put: operations["set_display"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for another address; its mailbox is asked to confirm. */
        post: operations["ask_email_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/keywords": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The words of which one is told. */
        get: operations["get_keywords"];
        /** Be told of these words, wherever one reads what others write, and of no others. */
        put: operations["set_keywords"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/message-marks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which messages one keeps, and how: their ids only. */
        get: operations["list_message_marks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/notification-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one is written to. */
        get: operations["get_notification_settings"];
        /** Say how one wants to be written to. */
        put: operations["set_notification_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change one's password; the other sessions end. */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/photo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set one's photo: JPEG, PNG or WebP, up to 5 MiB. */
        put: operations["set_photo"];
        post?: never;
        /** Take one's photo away. */
        delete: operations["remove_photo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The messages one will be reminded of, as far as one reads their channels, the soonest first. */
        get: operations["list_reminders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/saved-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The messages one has saved, as far as one reads their channels, those saved last first. */
        get: operations["list_saved_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/scheduled-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's messages that wait to be posted, the soonest first; those that could not be, with the reason. */
        get: operations["list_scheduled_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's open sessions. */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        /** End all one's other sessions. */
        delete: operations["end_other_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of one's sessions. */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/threads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The threads one follows, over all channels one reads. */
        get: operations["list_my_threads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look for messages in all channels and conversations that one reads, newest first. */
        get: operations["search_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{message}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A message. */
        get: operations["get_message"];
        put?: never;
        post?: never;
        /** Take a message away. */
        delete: operations["retract_message"];
        options?: never;
        head?: never;
        /** Give one's message another text. */
        patch: operations["edit_message"];
        trace?: never;
    };
    "/messages/{message}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The answers in a message's thread, oldest first. */
        get: operations["list_answers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{message}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Pin a message to its channel. */
        put: operations["pin_message"];
        post?: never;
        /** Unpin a message. */
        delete: operations["unpin_message"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{message}/poll/closure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Close a poll one has put, or that stands in a channel one manages: nobody votes any more. */
        put: operations["close_poll"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{message}/poll/vote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one has chosen in a poll. Nothing of an anonymous one that is closed: it was forgotten. */
        get: operations["get_my_vote"];
        /** Choose in a poll, instead of what one chose before. */
        put: operations["vote"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{message}/poll/votes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who chose what in a poll with names. Of an anonymous one nobody is told, whoever asks. */
        get: operations["list_votes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{message}/reactions/{emoji}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answer a message with a sign. */
        put: operations["react"];
        post?: never;
        /** Take one's sign back. */
        delete: operations["unreact"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{message}/reminder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Be reminded of a message at a time, instead of any other. */
        put: operations["remind_of_message"];
        post?: never;
        /** Not be reminded of a message. */
        delete: operations["forget_reminder"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{message}/resolution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark a thread as settled. */
        put: operations["resolve_thread"];
        post?: never;
        /** Open a settled thread again. */
        delete: operations["reopen_thread"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{message}/saved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Save a message. */
        put: operations["save_message"];
        post?: never;
        /** Save a message no longer. */
        delete: operations["unsave_message"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{message}/thread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one keeps a thread. */
        get: operations["get_my_thread"];
        /** Follow, no longer follow, or mute a thread; mark it as read. */
        put: operations["keep_thread"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{message}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a message was before it was edited, oldest first. */
        get: operations["list_message_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one was told. */
        get: operations["list_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark one and all before it as read. */
        put: operations["read_notifications"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/{notification}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark one as read, in all one's windows. */
        put: operations["read_notification"];
        post?: never;
        /** Mark one as not read. */
        delete: operations["unread_notification"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a link to a new password. The answer does not tell whether the address is known. */
        post: operations["ask_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/password-resets/completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose a new password, by the link of a mail. */
        post: operations["complete_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People, close colleagues first. */
        get: operations["search_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/people/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A person. */
        get: operations["get_person"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project-access-requests/{request}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let in who asked to enter. */
        put: operations["approve_project_access"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project-access-requests/{request}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Do not let in who asked to enter. */
        put: operations["refuse_project_access"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The projects one is in, by name. */
        get: operations["list_projects"];
        put?: never;
        /** Make a project. */
        post: operations["create_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A project. */
        get: operations["get_project"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a project. */
        patch: operations["edit_project"];
        trace?: never;
    };
    "/projects/{project}/access-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks to enter a project. */
        get: operations["list_project_access_requests"];
        put?: never;
        /** Ask to enter a project. The answer does not tell whether it exists. */
        post: operations["ask_project_access"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened in a project, newest first. */
        get: operations["list_activity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make a project read-only. */
        put: operations["archive_project"];
        post?: never;
        /** Let an archived project be worked in again. */
        delete: operations["restore_project"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/channel-folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The folders of a project's channels, in order: those with a channel that one reads; all of them for those who manage. */
        get: operations["list_channel_folders"];
        put?: never;
        /** Make a folder of channels, the last of the project. */
        post: operations["create_channel_folder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/channel-folders/{folder}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a folder of channels away. Its channels stay, in no folder. */
        delete: operations["remove_channel_folder"];
        options?: never;
        head?: never;
        /** Name a folder of channels. */
        patch: operations["rename_channel_folder"];
        trace?: never;
    };
    "/projects/{project}/channel-folders/{folder}/place": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a folder of channels another place among those of the project. */
        put: operations["move_channel_folder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The channels of a project that one reads, in order. */
        get: operations["list_channels"];
        put?: never;
        /** Make a channel. */
        post: operations["create_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was decided in a project, as far as one reads its channels, newest first. */
        get: operations["list_decisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The top of a project's documents. */
        get: operations["get_documents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/duplication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a project like this one, without its content. */
        post: operations["duplicate_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The projects linked with one, as far as one may read them. */
        get: operations["list_links"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/links/{other}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Link another project, which one may read, with one that one may write to. Both show it. */
        put: operations["link_projects"];
        post?: never;
        /** No longer link two projects, from whichever side they were linked. */
        delete: operations["unlink_projects"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in a project. */
        get: operations["list_members"];
        put?: never;
        /** Let people and groups in. */
        post: operations["invite_members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/members/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a member. */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        /** Change role, levels or end of a member. */
        patch: operations["edit_member"];
        trace?: never;
    };
    "/projects/{project}/members/{member}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let in someone whom a member has proposed. */
        put: operations["accept_member"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/membership": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Leave a project. */
        delete: operations["leave_project"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Pin, order and file a project, for oneself. */
        put: operations["keep_project"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/owner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a project to another of its members. */
        put: operations["hand_over_project"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let others be made from a project. */
        put: operations["make_template"];
        post?: never;
        /** No longer let others be made from a project. */
        delete: operations["unmake_template"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is in a project's trash, what was put there last first. */
        get: operations["list_trash"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scheduled-messages/{scheduled}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Strike one out that waits. */
        delete: operations["cancel_scheduled_message"];
        options?: never;
        head?: never;
        /** Give one that waits another text or another time. */
        patch: operations["edit_scheduled_message"];
        trace?: never;
    };
    "/scheduled-messages/{scheduled}/sending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Have one that waits posted now. */
        put: operations["send_scheduled_message"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Projects and people by the beginning of a word. */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in. */
        post: operations["sign_in"];
        /** Sign out. Without a session there is nothing to do. */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the password again, for what asks for a fresh sign-in. */
        post: operations["confirm_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the instance up, at the first start. */
        post: operations["set_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The projects that one may make others from. */
        get: operations["list_templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trash/{entry}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Erase what is in the trash, for good: those who manage the documents. */
        delete: operations["erase_entry"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trash/{entry}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take a folder or a file out of the trash, with all that was put there with it, into the folder it was in. */
        put: operations["restore_entry"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/uploads/{upload}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an upload has come (tus 1.0, HEAD). */
        get: operations["get_upload"];
        put?: never;
        post?: never;
        /** Forget an upload (tus 1.0, Termination). */
        delete: operations["cancel_upload"];
        options?: never;
        head?: never;
        /**
         * Send the next part of an upload (tus 1.0, PATCH). With the last one it becomes a file; `Content-Location` is that file then. Where
         *     it cannot, because its name is taken or the file has changed, all of it stays here, and is turned into something else.
         */
        patch: operations["append_upload"];
        trace?: never;
    };
    "/uploads/{upload}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say what an upload becomes after all, where its name was taken or the file had changed. If all of it is here, it becomes that. */
        put: operations["turn_upload"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Opening one's account. */
        Acceptance: {
            family_name: components["schemas"]["Name"];
            given_name: components["schemas"]["Name"];
            language: components["schemas"]["Language"];
            password: components["schemas"]["Password"];
            /** @description What stands in the link's fragment. */
            token: string;
        };
        /** @description Nothing: the same whatever is true. */
        Accepted: Record<string, never>;
        /** @description A request for an account, in the administration. */
        AccessRequest: {
            account: components["schemas"]["AccountId"] | null;
            /** @description Why it was refused. */
            answer_reason: string | null;
            answered_at: components["schemas"]["Instant"] | null;
            answered_by: components["schemas"]["Person"] | null;
            asked_at: components["schemas"]["Instant"];
            email: components["schemas"]["EmailAddress"];
            family_name: string;
            given_name: string;
            id: components["schemas"]["AccessRequestId"];
            organisation: components["schemas"]["OrganisationRef"];
            /** @description In the asker's words. */
            reason: string;
            status: components["schemas"]["RequestStatus"];
            /** @description In the asker's words. */
            unit: string | null;
        };
        /** @description `req_…`. Opaque: compare it, keep it, send it back. */
        AccessRequestId: string;
        /** @description One page of requests, and how many wait in all. */
        AccessRequestPage: {
            items: components["schemas"]["AccessRequest"][];
            /** @description Ask for the next page with `after` set to this. */
            next: string | null;
            oldest_asked_at: components["schemas"]["Instant"] | null;
            /**
             * Format: int64
             * @description Within the caller's reach, whatever was asked for.
             */
            waiting: number;
        };
        /** @description Whether accounts may be asked for. */
        AccessRequests: {
            /** @description Whose mailboxes; none: anyone's. */
            email_domains: string[];
            open: boolean;
        };
        /** @description `acc_…`. Opaque: compare it, keep it, send it back. */
        AccountId: string;
        /** @description Changes to an account; what is absent stays. */
        AccountPatch: {
            /** @default null */
            family_name?: components["schemas"]["Name"] | null;
            /**
             * @description Empty or `null`: none.
             * @default null
             */
            function?: string | null;
            /** @default null */
            given_name?: components["schemas"]["Name"] | null;
            /** @default null */
            organisations?: components["schemas"]["OrganisationId"][] | null;
        };
        /** @description What someone is in a project. */
        AccountProject: {
            is_last_owner: boolean;
            project: components["schemas"]["ProjectRef"];
            role: components["schemas"]["Role"];
        };
        /** @description The projects someone is in. */
        AccountProjects: {
            items: components["schemas"]["AccountProject"][];
        };
        /**
         * @description What someone is, in the administration.
         * @enum {string}
         */
        AccountRole: "member" | "branch_admin" | "instance_admin" | "external";
        /**
         * @description Where an account stands.
         * @enum {string}
         */
        AccountStatus: "invited" | "active" | "deactivated";
        /** @description Something that happened in a project. */
        Activity: {
            actor: components["schemas"]["Person"] | null;
            /** @description When. */
            at: components["schemas"]["Instant"];
            /** @description What the sentence needs besides. */
            details: {
                [key: string]: string;
            };
            group: components["schemas"]["GroupRef"] | null;
            /** @description Its place in the order of events. */
            id: string;
            /** @description What, as in the list of events. */
            kind: string;
            person: components["schemas"]["Person"] | null;
        };
        /** @description An account, as administrators see it. */
        AdminAccount: {
            access_ends_on: components["schemas"]["Day"] | null;
            can: components["schemas"]["AdminAccountCan"];
            created_at: components["schemas"]["Instant"];
            deactivated_at: components["schemas"]["Instant"] | null;
            email: components["schemas"]["EmailAddress"];
            etag: string;
            last_active_at: components["schemas"]["Instant"] | null;
            organisations: components["schemas"]["OrganisationRef"][];
            person: components["schemas"]["Person"];
            /** Format: int64 */
            projects: number;
            role: components["schemas"]["AccountRole"];
            status: components["schemas"]["AccountStatus"];
        };
        /** @description What the caller may do with an account. */
        AdminAccountCan: {
            deactivate: boolean;
            edit: boolean;
            hand_over: boolean;
            promote: boolean;
        };
        /** @description A page of accounts, and how many there are. */
        AdminAccountPage: {
            /**
             * Format: int64
             * @description How many of all that the caller sees are in use.
             */
            active: number;
            /**
             * Format: int64
             * @description How many of them are closed.
             */
            deactivated: number;
            /** @description In the order asked for. */
            items: components["schemas"]["AdminAccount"][];
            /** @description Ask for the next page with `after` set to this. `null` on the last page. */
            next: string | null;
            /**
             * Format: int64
             * @description How many accounts the filter leaves.
             */
            total: number;
        };
        /**
         * @description Who lets new members in.
         * @enum {string}
         */
        Admission: "managers" | "approval";
        /** @description The thread that a message began. */
        Answers: {
            /**
             * Format: int64
             * @description How many.
             */
            count: number;
            /** @description When the last was posted. */
            last_posted_at: components["schemas"]["Instant"];
            /** @description Who answered, the last ones first, at most five. */
            people: components["schemas"]["AccountId"][];
            resolved_at: components["schemas"]["Instant"] | null;
        };
        /** @description A password for one program, without its secret. */
        AppPassword: {
            channel: components["schemas"]["ChannelId"] | null;
            created_at: components["schemas"]["Instant"];
            expires_on: components["schemas"]["Day"] | null;
            id: components["schemas"]["AppPasswordId"];
            last_used_at: components["schemas"]["Instant"] | null;
            /** @description As its owner calls it. */
            name: string;
            project: components["schemas"]["ProjectId"] | null;
            /** @description What it opens. */
            scope: components["schemas"]["Scope"];
        };
        /** @description `apw_…`. Opaque: compare it, keep it, send it back. */
        AppPasswordId: string;
        /** @description How a request is approved. */
        Approval: {
            function?: components["schemas"]["Name"] | null;
            /** @description Where the account goes, which may be elsewhere than was asked. */
            organisation: components["schemas"]["OrganisationId"];
        };
        /**
         * @description Of what one is told.
         * @enum {string}
         */
        Attention: "all" | "mentions" | "nothing";
        /** @description The program that posted a message for its author, as it was called then. */
        Automate: {
            /** @description Its colour. */
            colour: components["schemas"]["ProjectColour"];
            /** @description Its sign. */
            icon: components["schemas"]["ProjectIcon"];
            /** @description How it was let in. */
            kind: components["schemas"]["AutomateKind"];
            /** @description Its name. */
            name: string;
        };
        /**
         * @description How a program that posted was let in.
         * @enum {string}
         */
        AutomateKind: "hook" | "program";
        /** @description The programs of a channel, oldest first. */
        Automates: {
            /** @description Those that use the API. */
            bots: components["schemas"]["Bot"][];
            /** @description Those that post at an address. */
            hooks: components["schemas"]["Hook"][];
        };
        /** @description What one chooses. */
        Ballot: {
            /** @description The places of the options, from 0, in any order, one that is there twice as once; none: one's vote is taken back. */
            options: number[];
        };
        Body: string;
        /** @description A program with an app password of a channel, without its secret. */
        Bot: {
            expires_on: components["schemas"]["Day"] | null;
            /** @description Its id. */
            id: components["schemas"]["AppPasswordId"];
            last_used_at: components["schemas"]["Instant"] | null;
            /** @description When it was made. */
            made_at: components["schemas"]["Instant"];
            maker: components["schemas"]["Person"] | null;
            /** @description What its messages are signed with. */
            name: string;
            /** @description What it may there. */
            scope: components["schemas"]["Scope"];
        };
        /**
         * @description What a bot may do in its channel.
         * @enum {string}
         */
        BotReach: "read" | "post" | "read_and_post";
        /** @description Something to be done to many accounts. */
        Bulk: {
            /** @description At most 200. */
            accounts: components["schemas"]["AccountId"][];
            action: components["schemas"]["BulkAction"];
            /** @description The organisation or the group. */
            target?: string | null;
        };
        /**
         * @description What can be done to many accounts at once.
         * @enum {string}
         */
        BulkAction: "deactivate" | "reactivate" | "invite" | "add_to_organisation" | "add_to_group";
        /** @description What became of one of them. */
        BulkOutcome: {
            account: components["schemas"]["AccountId"];
            /** @description Why not. */
            code: string | null;
            done: boolean;
        };
        /** @description What became of each. */
        BulkOutcomes: {
            items: components["schemas"]["BulkOutcome"][];
        };
        /** @description A channel in which much was said. */
        BusyChannel: {
            /** @description Which. */
            channel: components["schemas"]["ChannelId"];
            /**
             * Format: int64
             * @description How many messages, one's own among them.
             */
            count: number;
            first: components["schemas"]["MessageId"] | null;
            /** @description Those of the last 300 with most answers and signs, at most three, in the order in which they were posted. */
            liveliest: components["schemas"]["Message"][];
            /** @description Who wrote among the last 300 of them, those who wrote most first. */
            people: components["schemas"]["AccountId"][];
        };
        /** @description What happened since a moment in all that one reads now. One's own messages are not told. */
        CatchUp: {
            /** @description Channels in which others wrote most, those of most messages first, at most five. Without those that one has muted. */
            channels: components["schemas"]["BusyChannel"][];
            /** @description Direct conversations in which others wrote, those of the latest messages first, at most ten. */
            conversations: components["schemas"]["CaughtConversation"][];
            /** @description What was decided. */
            decisions: components["schemas"]["CaughtMessages"];
            /** @description There are more conversations. */
            has_more_conversations: boolean;
            /** @description There are more threads. */
            has_more_threads: boolean;
            /** @description Messages that name one: oneself, a group, everyone in a channel. */
            mentions: components["schemas"]["CaughtMessages"];
            /** @description In how many more channels something was said. */
            other_channels: number;
            /** @description The people whom all this shows. */
            people: components["schemas"]["Person"][];
            /** @description Since when: the moment that was asked for, 93 days ago at most. */
            since: components["schemas"]["Instant"];
            /** @description Followed threads in which others answered, those of the latest answers first, at most ten. */
            threads: components["schemas"]["CaughtThread"][];
        };
        /** @description A conversation in which others wrote. */
        CaughtConversation: {
            /** @description Which. */
            channel: components["schemas"]["ChannelId"];
            /**
             * Format: int64
             * @description How many messages, one's own among them.
             */
            count: number;
            /** @description The latest of them. */
            last: components["schemas"]["Message"];
        };
        /** @description The latest of some messages. */
        CaughtMessages: {
            /** @description There are earlier ones. */
            has_more: boolean;
            /** @description The latest first, at most twenty. */
            items: components["schemas"]["Message"][];
        };
        /** @description A thread in which others answered. */
        CaughtThread: {
            /** @description Its latest answer. */
            last: components["schemas"]["Message"];
            /**
             * Format: int64
             * @description The place of the last answer one has read.
             */
            read_seq: number;
            /** @description The message that began it. */
            root: components["schemas"]["Message"];
            /**
             * Format: int64
             * @description Answers one has not read.
             */
            unread: number;
        };
        /** @description A channel as one of its readers has it. */
        Channel: {
            archived_at: components["schemas"]["Instant"] | null;
            attention: components["schemas"]["Attention"] | null;
            /** @description What one may do. */
            can: components["schemas"]["ChannelCan"];
            cleared_at: components["schemas"]["Instant"] | null;
            cleared_by: components["schemas"]["AccountId"] | null;
            /** @description For `If-Match`. */
            etag: string;
            /**
             * Format: int64
             * @description After how many days a message is gone, unless it is a decision; `null`: never.
             */
            expires_after_days: number | null;
            folder: components["schemas"]["ChannelFolder"] | null;
            /** @description Its id. */
            id: components["schemas"]["ChannelId"];
            /** @description A conversation that one has put away: it comes back into one's list with the next message. */
            is_hidden: boolean;
            /** @description Made with the project. */
            is_main: boolean;
            /** @description It does not stand out when something is posted. */
            is_muted: boolean;
            /** @description Who reads and writes. */
            kind: components["schemas"]["ChannelKind"];
            last_posted_at: components["schemas"]["Instant"] | null;
            /**
             * Format: int64
             * @description The place of its last message.
             */
            last_seq: number;
            /**
             * Format: int64
             * @description Those among them that mention one, counted up to a hundred; not what was put behind in one’s notifications.
             */
            mentions: number;
            /** @description Its name; empty: a direct conversation, named by its people. */
            name: string;
            /** @description The people of a direct conversation, without oneself, at most twenty; empty for others. */
            people: components["schemas"]["Person"][];
            project: components["schemas"]["ProjectId"] | null;
            /** @description Its place among the project's channels; sorts as text. */
            rank: string;
            /**
             * Format: int64
             * @description The place up to which one has read.
             */
            read_seq: number;
            /** @description Messages are answered in threads only. */
            requires_threads: boolean;
            /** @description What it is about; may be empty. */
            topic: string;
            /**
             * Format: int64
             * @description Messages of others that are there and that one has not read.
             */
            unread: number;
        };
        /** @description What one may do in a channel. */
        ChannelCan: {
            /** @description Name it, say what it is about, pin. */
            edit: boolean;
            /** @description Say who is in it and how it works, close it, take messages away. */
            manage: boolean;
            /** @description See its programs and take them away, take the channel away whole: who manages it, also where all else is archived. */
            oversee: boolean;
            /** @description Post. */
            post: boolean;
            /** @description Answer with a sign. */
            react: boolean;
        };
        /** @description The whole of the JSON; it is written piece by piece, and this says what comes of it. */
        ChannelExport: {
            /** @description The channel. */
            channel: components["schemas"]["HeadChannel"];
            /** @description When it was taken away. */
            exported_at: components["schemas"]["Instant"];
            /** @description By whom. */
            exported_by: components["schemas"]["AccountId"];
            /** @description Says what the file is. */
            format: string;
            /** @description All that have a place in the channel, in that order. */
            messages: components["schemas"]["ExportedMessage"][];
            /** @description Everyone who is named by id. */
            people: components["schemas"]["Person"][];
            /** @description The project's name; `null`: a conversation. */
            project_name: string | null;
            /**
             * Format: int32
             * @description See [`VERSION`].
             */
            version: number;
        };
        /** @description A folder of channels. It has no rights of its own: who reads a channel in it sees it. */
        ChannelFolder: {
            /** @description For `If-Match`. */
            etag: string;
            /** @description Its id. */
            id: components["schemas"]["ChannelFolderId"];
            /** @description Its name. */
            name: string;
            /** @description Its place among the project's folders; sorts as text. */
            rank: string;
        };
        /** @description `cfd_…`. Opaque: compare it, keep it, send it back. */
        ChannelFolderId: string;
        /** @description What changes of a folder. */
        ChannelFolderPatch: {
            /** @description Its name. No other folder of the project has it, whatever its case and accents. */
            name: components["schemas"]["Heading"];
        };
        /** @description Where a folder goes. */
        ChannelFolderPlace: {
            before?: components["schemas"]["ChannelFolderId"] | null;
        };
        /** @description `chn_…`. Opaque: compare it, keep it, send it back. */
        ChannelId: string;
        /**
         * @description Who reads and writes in a channel.
         * @enum {string}
         */
        ChannelKind: "open" | "private" | "announcement" | "log" | "direct";
        /** @description What changes of a channel. */
        ChannelPatch: {
            name?: components["schemas"]["Name"] | null;
            /** @description Messages are answered in threads only. For those who manage. */
            requires_threads?: boolean | null;
            topic?: components["schemas"]["Topic"] | null;
        };
        /** @description Someone in a private channel or conversation, or an announcer. */
        ChannelPerson: {
            group: components["schemas"]["GroupRef"] | null;
            /** @description Says who is in it and how it works. */
            is_manager: boolean;
            person: components["schemas"]["Person"] | null;
        };
        /** @description Where a channel goes. */
        ChannelPlace: {
            before?: components["schemas"]["ChannelId"] | null;
            folder?: components["schemas"]["ChannelFolderId"] | null;
        };
        /** @description What would go. */
        Clearance: {
            /**
             * Format: int64
             * @description Decisions, which stay.
             */
            decisions: number;
            /**
             * Format: int64
             * @description Messages, with the answers in their threads.
             */
            messages: number;
        };
        /** @description A password that is given again. */
        Confirmation: {
            password: components["schemas"]["Password"];
        };
        /** @description An entry of a log that corrects or completes another. */
        Correction: {
            /** @description Its id. */
            id: components["schemas"]["MessageId"];
            /**
             * Format: int64
             * @description Its number.
             */
            seq: number;
        };
        /** Format: date */
        Day: string;
        /**
         * @description How much room things take.
         * @enum {string}
         */
        Density: "comfortable" | "compact";
        /**
         * @description What a session is opened on.
         * @enum {string}
         */
        DeviceKind: "desktop" | "mobile" | "other";
        /** @description How someone wants to see Plano. */
        Display: {
            /** @description Airy or compact. */
            density: components["schemas"]["Density"];
            /** @description A typeface that is easier to read for some. */
            reading_font: boolean;
            /** @description Less movement. */
            reduced_motion: boolean;
            /** @description Shortcuts of a single key. */
            single_key_shortcuts: boolean;
            /** @description Light or dark. */
            theme: components["schemas"]["Theme"];
        };
        /** @description A project to make like another. */
        Duplication: {
            /**
             * Format: uuid
             * @description Made by the client, so that it can safely try again.
             */
            draft: string;
            /** @description Its name. */
            name: components["schemas"]["Name"];
            organisation?: components["schemas"]["OrganisationId"] | null;
            /** @description With the same members. */
            with_members: boolean;
        };
        /** Format: email */
        EmailAddress: string;
        /** @description A part of what is in a folder. */
        Entries: {
            /** @description In the order asked for. */
            items: components["schemas"]["Entry"][];
            /** @description Ask for the next with `after` set to this; `null`: there is no more. */
            next: string | null;
            /** @description Those who made and wrote them. */
            people: components["schemas"]["Person"][];
        };
        /** @description A folder or a file. */
        Entry: {
            /** @description What the one who asks may do with it. */
            can: components["schemas"]["EntryCan"];
            /** @description Of a file, when its content was written; of a folder, when it was made. */
            changed_at: components["schemas"]["Instant"];
            changed_by: components["schemas"]["AccountId"] | null;
            /** @description When it was made. */
            created_at: components["schemas"]["Instant"];
            created_by: components["schemas"]["AccountId"] | null;
            /** @description For `If-Match`. */
            etag: string;
            file: components["schemas"]["FileContent"] | null;
            folder: components["schemas"]["EntryId"] | null;
            /** @description Its id. */
            id: components["schemas"]["EntryId"];
            /** @description It, or a folder above it, is narrowed to some people. */
            is_narrowed: boolean;
            /**
             * Format: int64
             * @description Of a folder, how many entries the one who asks sees in it.
             */
            items: number | null;
            /** @description What it is. */
            kind: components["schemas"]["EntryKind"];
            /** @description Its name; empty at the top. */
            name: string;
            /** @description The project it is in. */
            project: components["schemas"]["ProjectId"];
        };
        /** @description What the one who asks may do with an entry. */
        EntryCan: {
            /** @description Comment on it. */
            comment: boolean;
            /** @description Say who sees it, and erase it. */
            manage: boolean;
            /** @description Change it, and what is in it. */
            write: boolean;
        };
        /** @description `ent_…`. Opaque: compare it, keep it, send it back. */
        EntryId: string;
        /**
         * @description What an entry of a project's documents is.
         * @enum {string}
         */
        EntryKind: "folder" | "file";
        /** @description An entry with the folders on the way to it. */
        EntryPage: {
            /** @description The entry. */
            entry: components["schemas"]["Entry"];
            /** @description The folders it is in, from the top of the project's documents. */
            path: components["schemas"]["FolderRef"][];
            /** @description Those who made and wrote it. */
            people: components["schemas"]["Person"][];
        };
        /** @description What changes of an entry. */
        EntryPatch: {
            /** @description Its name, which nothing else in the folder has. */
            name: components["schemas"]["FileName"];
        };
        /** @description Where an entry goes. */
        EntryPlace: {
            /** @description The folder of the same project it goes into. */
            folder: components["schemas"]["EntryId"];
            name?: components["schemas"]["FileName"] | null;
        };
        /** @description How long messages stay in a channel. */
        Expiry: {
            /**
             * Format: int64
             * @description After how many days a message is gone, 1 to 3,650; `null`: never.
             */
            days?: number | null;
        };
        /** @description A message with what it was before it was edited, oldest first. */
        ExportedAnswer: {
            answers: components["schemas"]["Answers"] | null;
            /** @description Who wrote it, or for whom a program did. */
            author: components["schemas"]["AccountId"];
            automate: components["schemas"]["Automate"] | null;
            /**
             * @description Markdown; empty once it is retracted, or where it only passes on another. People are named as `@[name](acc_…)`, groups as `@[name](grp_…)`, all who read
             *     the channel as `@[name](everyone)`.
             */
            body: string;
            /** @description Its channel. */
            channel: components["schemas"]["ChannelId"];
            /**
             * @description The later entries that correct or complete it, of an entry of a log; of one that is posted now, its own frame says what it
             *     corrects.
             */
            corrected_by: components["schemas"]["Correction"][];
            /**
             * Format: uuid
             * @description Chosen by the author's client, which knows its own message by it.
             */
            draft: string;
            edited_at: components["schemas"]["Instant"] | null;
            /** @description For `If-Match`. */
            etag: string;
            forwarded: components["schemas"]["Forwarded"] | null;
            /** @description Its id. */
            id: components["schemas"]["MessageId"];
            /** @description It is pinned to the channel. */
            is_pinned: boolean;
            /** @description What it is. */
            kind: components["schemas"]["MessageKind"];
            poll: components["schemas"]["Poll"] | null;
            /** @description When. */
            posted_at: components["schemas"]["Instant"];
            quotes: components["schemas"]["MessageId"] | null;
            /** @description Signs others answered with, in the order in which the first of each came, at most twenty. */
            reactions: components["schemas"]["Reaction"][];
            retracted_at: components["schemas"]["Instant"] | null;
            /**
             * Format: int64
             * @description Its place in the channel, in a log its number; `null`: shown in its thread only.
             */
            seq: number | null;
            thread: components["schemas"]["MessageId"] | null;
            /**
             * Format: int64
             * @description Its place among the answers.
             */
            thread_seq: number | null;
            versions: components["schemas"]["MessageVersion"][];
        };
        /** @description A message with what it was before, and its thread. */
        ExportedMessage: {
            answers: components["schemas"]["Answers"] | null;
            /** @description Who wrote it, or for whom a program did. */
            author: components["schemas"]["AccountId"];
            /** @description Of an entry of a log, what its author was called when he wrote it; `null`: of another. */
            author_name: string | null;
            automate: components["schemas"]["Automate"] | null;
            /**
             * @description Markdown; empty once it is retracted, or where it only passes on another. People are named as `@[name](acc_…)`, groups as `@[name](grp_…)`, all who read
             *     the channel as `@[name](everyone)`.
             */
            body: string;
            /** @description Its channel. */
            channel: components["schemas"]["ChannelId"];
            /**
             * @description The later entries that correct or complete it, of an entry of a log; of one that is posted now, its own frame says what it
             *     corrects.
             */
            corrected_by: components["schemas"]["Correction"][];
            /**
             * Format: uuid
             * @description Chosen by the author's client, which knows its own message by it.
             */
            draft: string;
            edited_at: components["schemas"]["Instant"] | null;
            /** @description For `If-Match`. */
            etag: string;
            forwarded: components["schemas"]["Forwarded"] | null;
            /** @description Its id. */
            id: components["schemas"]["MessageId"];
            /** @description It is pinned to the channel. */
            is_pinned: boolean;
            /** @description What it is. */
            kind: components["schemas"]["MessageKind"];
            poll: components["schemas"]["Poll"] | null;
            /** @description When. */
            posted_at: components["schemas"]["Instant"];
            quotes: components["schemas"]["MessageId"] | null;
            /** @description Signs others answered with, in the order in which the first of each came, at most twenty. */
            reactions: components["schemas"]["Reaction"][];
            retracted_at: components["schemas"]["Instant"] | null;
            /**
             * Format: int64
             * @description Its place in the channel, in a log its number; `null`: shown in its thread only.
             */
            seq: number | null;
            thread: components["schemas"]["MessageId"] | null;
            /** @description All answers, also those that are shown in the channel too. */
            thread_answers: components["schemas"]["ExportedAnswer"][];
            /**
             * Format: int64
             * @description Its place among the answers.
             */
            thread_seq: number | null;
            versions: components["schemas"]["MessageVersion"][];
        };
        /**
         * @description Who may invite outsiders into a project.
         * @enum {string}
         */
        ExternalsInvitedBy: "managers" | "owners" | "nobody";
        /** @description A field that cannot be accepted. */
        FieldProblem: {
            /** @description Why, stable. */
            code: string;
            /** @description Where: `email`, `invitations.2.role`. */
            field: string;
            /** @description What the sentence for the code needs. */
            params?: {
                [key: string]: string | number;
            };
        };
        /** @description What a file holds now. */
        FileContent: {
            /** @description What kind of bytes, as their beginning and the file's name tell (RFC 6838). */
            media_type: string;
            /**
             * Format: int64
             * @description The number of the version, from 1.
             */
            revision: number;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            /** @description Its version. */
            version: components["schemas"]["FileVersionId"];
        };
        FileName: string;
        /** @description The revision that was seen. */
        FileSeen: {
            /**
             * Format: int64
             * @description The number of what the file held when it was looked at.
             */
            seen: number;
        };
        /** @description What a file held at a time. */
        FileVersion: {
            /** @description When it was written. */
            created_at: components["schemas"]["Instant"];
            created_by: components["schemas"]["AccountId"] | null;
            /** @description Its id. */
            id: components["schemas"]["FileVersionId"];
            /** @description What kind of bytes. */
            media_type: string;
            /** @description What people call it. */
            name: string | null;
            /**
             * Format: int64
             * @description The revision it was taken from again.
             */
            restores: number | null;
            /**
             * Format: int64
             * @description Its number in the file, from 1.
             */
            revision: number;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
        };
        /** @description `ver_…`. Opaque: compare it, keep it, send it back. */
        FileVersionId: string;
        /** @description What a version is called. */
        FileVersionName: {
            name?: components["schemas"]["Phrase"] | null;
        };
        /** @description What a file has held, the last first. */
        FileVersions: {
            /** @description There are older ones: ask with `before` the last one's `revision`. */
            has_older: boolean;
            /** @description The last first. */
            items: components["schemas"]["FileVersion"][];
            /** @description Those who wrote them. */
            people: components["schemas"]["Person"][];
        };
        /** @description A folder on the way to an entry. */
        FolderRef: {
            /** @description Its id. */
            id: components["schemas"]["EntryId"];
            /** @description Its name; empty at the top. */
            name: string;
        };
        /** @description A thread that one follows. */
        FollowedThread: {
            /**
             * Format: int64
             * @description The place of the last answer.
             */
            last_seq: number;
            /**
             * Format: int64
             * @description The place of the last answer one has read.
             */
            read_seq: number;
            /** @description The message that began it. */
            root: components["schemas"]["Message"];
            /**
             * Format: int64
             * @description Answers of others that are there and that one has not read.
             */
            unread: number;
        };
        /** @description Threads that one follows, with the people they show. */
        FollowedThreads: {
            /** @description Those with the latest answers first, at most 200. */
            items: components["schemas"]["FollowedThread"][];
            /** @description Those who began them, and who answered. */
            people: components["schemas"]["Person"][];
        };
        /** @description Someone who has forgotten his password. */
        Forgotten: {
            /** @description As typed. One that is no address is answered as an unknown one is. */
            email: string;
        };
        /** @description What a message passes on, as it read at that moment. */
        Forwarded: {
            /** @description Who wrote it. */
            author: components["schemas"]["AccountId"];
            automate: components["schemas"]["Automate"] | null;
            /** @description Markdown. Whom it named is written as text: nobody is named by it again. */
            body: string;
            /** @description The original's channel. */
            channel: components["schemas"]["ChannelId"];
            /** @description The original was taken away since. */
            is_gone: boolean;
            /** @description What it was. */
            kind: components["schemas"]["MessageKind"];
            /** @description The original. Whoever may not read it does not find it. */
            message: components["schemas"]["MessageId"];
            /**
             * Format: int64
             * @description Its number, of an entry of a log.
             */
            number: number | null;
            /** @description When it was posted. */
            posted_at: components["schemas"]["Instant"];
        };
        /** @description What the palette finds. */
        Found: {
            people: components["schemas"]["Person"][];
            projects: components["schemas"]["ProjectRef"][];
        };
        /** @description A message that was found. */
        FoundMessage: {
            /** @description Who wrote it, or for whom a program did. */
            author: components["schemas"]["AccountId"];
            automate: components["schemas"]["Automate"] | null;
            /** @description Its channel. */
            channel: components["schemas"]["ChannelId"];
            /** @description Plain text around the words that were looked for, in pieces to put one after the other. */
            extract: components["schemas"]["Piece"][];
            /** @description Its id. */
            id: components["schemas"]["MessageId"];
            /** @description What it is. */
            kind: components["schemas"]["MessageKind"];
            /** @description When. */
            posted_at: components["schemas"]["Instant"];
            project: components["schemas"]["ProjectId"] | null;
            /**
             * Format: int64
             * @description Its place in the channel; `null`: shown in its thread only.
             */
            seq: number | null;
            thread: components["schemas"]["MessageId"] | null;
        };
        /** @description Messages that were found, with their authors and projects. */
        FoundMessages: {
            /** @description Newest first. */
            items: components["schemas"]["FoundMessage"][];
            next: components["schemas"]["MessageId"] | null;
            /** @description Those who wrote them. */
            people: components["schemas"]["Person"][];
            /** @description Those whose channels they stand in. */
            projects: components["schemas"]["ProjectRef"][];
        };
        /** @description A group in the administration. */
        Group: {
            can: components["schemas"]["GroupCan"];
            etag: string;
            id: components["schemas"]["GroupId"];
            name: string;
            organisation: components["schemas"]["OrganisationRef"] | null;
            /** Format: int64 */
            people: number;
            /** Format: int64 */
            projects: number;
        };
        /** @description What the caller may do with a group. */
        GroupCan: {
            manage: boolean;
        };
        /** @description `grp_…`. Opaque: compare it, keep it, send it back. */
        GroupId: string;
        /** @description Changes to a group. */
        GroupPatch: {
            name?: components["schemas"]["Name"] | null;
        };
        /** @description A group of people that counts as one member, where it is only named. */
        GroupRef: {
            id: components["schemas"]["GroupId"];
            name: string;
            /** @description The name of the organisation it belongs to. */
            organisation: string | null;
            /**
             * Format: int64
             * @description How many people.
             */
            people: number;
        };
        /** @description Groups by name. */
        Groups: {
            items: components["schemas"]["Group"][];
        };
        /** @description How much was handed over. */
        HandedOver: {
            /** Format: int64 */
            groups: number;
            /** Format: int64 */
            projects: number;
        };
        /** @description What stands before the messages. */
        Head: {
            /** @description The channel. */
            channel: components["schemas"]["HeadChannel"];
            /** @description When it was taken away. */
            exported_at: components["schemas"]["Instant"];
            /** @description By whom. */
            exported_by: components["schemas"]["AccountId"];
            /** @description Says what the file is. */
            format: string;
            /** @description The project's name; `null`: a conversation. */
            project_name: string | null;
            /**
             * Format: int32
             * @description See [`VERSION`].
             */
            version: number;
        };
        /** @description What is said of the channel. */
        HeadChannel: {
            archived_at: components["schemas"]["Instant"] | null;
            id: components["schemas"]["ChannelId"];
            kind: components["schemas"]["ChannelKind"];
            name: string;
            project: components["schemas"]["ProjectId"] | null;
            topic: string;
        };
        Heading: string;
        /** @description An address at which a program posts in a channel; without the address, which is told once. */
        Hook: {
            /** @description Its colour. */
            colour: components["schemas"]["ProjectColour"];
            /** @description For `If-Match`. */
            etag: string;
            /** @description Its sign. */
            icon: components["schemas"]["ProjectIcon"];
            /** @description Its id. */
            id: components["schemas"]["HookId"];
            last_used_at: components["schemas"]["Instant"] | null;
            /** @description When it was made. */
            made_at: components["schemas"]["Instant"];
            maker: components["schemas"]["Person"] | null;
            /** @description What its messages are signed with. */
            name: string;
            refusal: components["schemas"]["HookRefusal"] | null;
            refused_at: components["schemas"]["Instant"] | null;
            renewed_at: components["schemas"]["Instant"] | null;
        };
        /** @description `hok_…`. Opaque: compare it, keep it, send it back. */
        HookId: string;
        /** @description What changes of a hook, for what it posts from then on. */
        HookPatch: {
            colour?: components["schemas"]["ProjectColour"] | null;
            icon?: components["schemas"]["ProjectIcon"] | null;
            name?: components["schemas"]["Name"] | null;
        };
        /**
         * @description Why a hook's message was refused.
         * @enum {string}
         */
        HookRefusal: "maker_suspended" | "maker_may_not" | "closed";
        /** @description An import, as administrators see it. */
        Import: {
            columns: string[];
            /** Format: int64 */
            created: number;
            created_at: components["schemas"]["Instant"];
            created_by: components["schemas"]["Person"];
            /** Format: int64 */
            existing: number;
            /** @description The first 500. */
            faults: components["schemas"]["ImportFault"][];
            /** Format: int64 */
            faults_total: number;
            file_name: string;
            id: components["schemas"]["ImportId"];
            /** Format: int64 */
            invited: number;
            /** Format: int64 */
            lines: number;
            organisation: components["schemas"]["OrganisationRef"] | null;
            /** @description The first five lines. */
            preview: components["schemas"]["ImportPreview"][];
            status: components["schemas"]["ImportStatus"];
            /** Format: int64 */
            valid: number;
        };
        /** @description What is wrong with a cell. */
        ImportFault: {
            /** @description Why, stable. */
            code: string;
            /** @description The column's name in English, or as the file has it; empty for the whole line. */
            column: string;
            /**
             * Format: int64
             * @description In the file; its first line is 1.
             */
            line: number;
            /** @description What the cell says. */
            value: string;
        };
        /** @description `imp_…`. Opaque: compare it, keep it, send it back. */
        ImportId: string;
        /** @description A line as it was understood. */
        ImportPreview: {
            email: string;
            family_name: string;
            function: string;
            given_name: string;
            group: string;
            /** Format: int64 */
            line: number;
            organisation: string;
        };
        /** @description Whether what is wrong is left out. */
        ImportRun: {
            /** @description Make accounts of the good lines, and none of the others. */
            skip_faulty: boolean;
        };
        /**
         * @description Where an import stands.
         * @enum {string}
         */
        ImportStatus: "checked" | "running" | "paused" | "done";
        /** @description How many are invited. */
        ImportWave: {
            /**
             * Format: int64
             * @description 1 to 1,000.
             */
            size: number;
        };
        /** @description Imports, the latest first. */
        Imports: {
            items: components["schemas"]["Import"][];
        };
        /** @description The instance, for anyone. */
        Instance: {
            access_requests: components["schemas"]["AccessRequests"];
            default_language: components["schemas"]["Language"];
            /** @description Has an account. */
            is_set_up: boolean;
            languages: components["schemas"]["Language"][];
            links: components["schemas"]["Links"];
            name: string;
            password: components["schemas"]["PasswordRules"];
            version: string;
        };
        /** Format: date-time */
        Instant: string;
        /** @description Whether the journal is as it was written. */
        Integrity: {
            /**
             * Format: int64
             * @description How many lines were looked at.
             */
            checked: number;
            /**
             * Format: int64
             * @description The first that does not.
             */
            first_broken: number | null;
            /** @description Whether all of them hold. */
            intact: boolean;
        };
        /** @description What became of an invitation. */
        InvitationResult: {
            /** @description Why it was refused. */
            code: string | null;
            /** @description Its place in the request. */
            index: number;
            member: components["schemas"]["Member"] | null;
            /** @description What became of it. */
            status: components["schemas"]["InvitationStatus"];
        };
        /**
         * @description What became of an invitation.
         * @enum {string}
         */
        InvitationStatus: "added" | "invited" | "waiting" | "already_member" | "refused";
        /** @description An invitation as its receiver sees it before accepting. */
        InvitationView: {
            access_ends_on: components["schemas"]["Day"] | null;
            /** @description The address it was sent to. */
            email: components["schemas"]["EmailAddress"];
            expires_at: components["schemas"]["Instant"];
            /** @description As the inviting person knows it. */
            family_name: string;
            /** @description As the inviting person knows it. */
            given_name: string;
            /** @description Who invites. */
            invited_by: string | null;
            /** @description He will see only the projects he is invited to. */
            is_external: boolean;
            /** @description The organisation it is for; for an outsider the one that answers for him. */
            organisation: string | null;
            /** @description The project it is for. */
            project: string | null;
        };
        /** @description People and groups to let in. */
        Invitations: {
            /** @description Up to 200. */
            invitations: components["schemas"]["NewMember"][];
            /** @description Goes with the mails. */
            message?: string | null;
        };
        /** @description Things in order. */
        Items_AppPassword: {
            /** @description In order. */
            items: components["schemas"]["AppPassword"][];
        };
        /** @description Things in order. */
        Items_Channel: {
            /** @description In order. */
            items: components["schemas"]["Channel"][];
        };
        /** @description Things in order. */
        Items_ChannelFolder: {
            /** @description In order. */
            items: components["schemas"]["ChannelFolder"][];
        };
        /** @description Things in order. */
        Items_ChannelPerson: {
            /** @description In order. */
            items: components["schemas"]["ChannelPerson"][];
        };
        /** @description Things in order. */
        Items_GroupRef: {
            /** @description In order. */
            items: components["schemas"]["GroupRef"][];
        };
        /** @description Things in order. */
        Items_InvitationResult: {
            /** @description In order. */
            items: components["schemas"]["InvitationResult"][];
        };
        /** @description Things in order. */
        Items_MessageMark: {
            /** @description In order. */
            items: components["schemas"]["MessageMark"][];
        };
        /** @description Things in order. */
        Items_OpenOrganisation: {
            /** @description In order. */
            items: components["schemas"]["OpenOrganisation"][];
        };
        /** @description Things in order. */
        Items_Person: {
            /** @description In order. */
            items: components["schemas"]["Person"][];
        };
        /** @description Things in order. */
        Items_ProjectAccessRequest: {
            /** @description In order. */
            items: components["schemas"]["ProjectAccessRequest"][];
        };
        /** @description Things in order. */
        Items_ProjectRef: {
            /** @description In order. */
            items: components["schemas"]["ProjectRef"][];
        };
        /** @description Things in order. */
        Items_ScheduledMessage: {
            /** @description In order. */
            items: components["schemas"]["ScheduledMessage"][];
        };
        /** @description Things in order. */
        Items_Session: {
            /** @description In order. */
            items: components["schemas"]["Session"][];
        };
        /** @description Things in order. */
        Items_Template: {
            /** @description In order. */
            items: components["schemas"]["Template"][];
        };
        /** @description A job as administrators see it: what it is about stays inside. */
        Job: {
            /**
             * Format: int64
             * @description How often it was begun.
             */
            attempts: number;
            /** @description When it was asked for. */
            created_at: components["schemas"]["Instant"];
            /** @description Its id. */
            id: components["schemas"]["JobId"];
            /** @description `area.verb`. */
            kind: string;
            /** @description Why the last attempt failed. */
            last_error: string | null;
            /** @description When it is, or was, to run. */
            run_at: components["schemas"]["Instant"];
            /** @description What has become of it. */
            status: components["schemas"]["JobStatus"];
        };
        /** @description `job_…`. Opaque: compare it, keep it, send it back. */
        JobId: string;
        /**
         * @description What has become of a job that is not done.
         * @enum {string}
         */
        JobStatus: "waiting" | "running" | "dead";
        /** @description A line of the journal, names as they are today. */
        JournalEntry: {
            account: components["schemas"]["Person"] | null;
            actor: components["schemas"]["Person"] | null;
            /** @description From which network address, where that is known. */
            address: string | null;
            /** @description When. */
            at: components["schemas"]["Instant"];
            /** @description What the sentence needs besides. */
            details: {
                [key: string]: string;
            };
            /** @description What, as in the list of events. */
            kind: string;
            organisation: components["schemas"]["OrganisationRef"] | null;
            /**
             * Format: int64
             * @description Its place, from one, without a gap.
             */
            seq: number;
        };
        /** @description How one keeps a channel. */
        KeptSo: {
            attention?: components["schemas"]["Attention"] | null;
            /** @description It does not stand out when something is posted. */
            is_muted?: boolean;
        };
        /** @description The words of which one is told. */
        Keywords: {
            /** @description At most twenty, of 60 characters each: a word, or several that follow each other. Case and accents do not matter. */
            words: string[];
        };
        /**
         * @description A language of the interface and of mails.
         * @enum {string}
         */
        Language: "fr" | "en";
        /**
         * @description What a person may do in a module; weakest first.
         * @enum {string}
         */
        Level: "none" | "own" | "read" | "comment" | "write" | "manage";
        /** @description A level for each module. */
        Levels: {
            calendar: components["schemas"]["Level"];
            files: components["schemas"]["Level"];
            meetings: components["schemas"]["Level"];
            messages: components["schemas"]["Level"];
            pages: components["schemas"]["Level"];
            tasks: components["schemas"]["Level"];
        };
        /** @description Exceptions to the levels that a role gives. */
        LevelsPatch: {
            calendar?: components["schemas"]["Level"];
            files?: components["schemas"]["Level"];
            meetings?: components["schemas"]["Level"];
            messages?: components["schemas"]["Level"];
            pages?: components["schemas"]["Level"];
            tasks?: components["schemas"]["Level"];
        };
        /** @description Addresses of pages that the client links to. */
        Links: {
            /** @default null */
            accessibility?: string | null;
            /** @default null */
            help?: string | null;
            /** @default null */
            legal?: string | null;
            /** @default null */
            privacy?: string | null;
        };
        /** @description The same with its secret, which is told this once. */
        MadeAppPassword: {
            channel: components["schemas"]["ChannelId"] | null;
            created_at: components["schemas"]["Instant"];
            expires_on: components["schemas"]["Day"] | null;
            id: components["schemas"]["AppPasswordId"];
            last_used_at: components["schemas"]["Instant"] | null;
            /** @description As its owner calls it. */
            name: string;
            project: components["schemas"]["ProjectId"] | null;
            /** @description What it opens. */
            scope: components["schemas"]["Scope"];
            /** @description To be typed into the program; kept nowhere. */
            secret: string;
        };
        /** @description The same with its secret, which is told this once. */
        MadeBot: {
            /** @description The bot. */
            bot: components["schemas"]["Bot"];
            /** @description What the program shows as `Authorization: Bearer`; kept nowhere. */
            secret: string;
        };
        /** @description A hook with its address, which is told this once. */
        MadeHook: {
            /** @description Where to post. Whoever knows it may post: kept nowhere. */
            address: string;
            /** @description The hook. */
            hook: components["schemas"]["Hook"];
        };
        /**
         * @description How often someone is written to.
         * @enum {string}
         */
        MailRhythm: "at_once" | "hourly" | "daily" | "never";
        /** @description Oneself. */
        Me: {
            access_ends_on: components["schemas"]["Day"] | null;
            /** @description As others see one. */
            account: components["schemas"]["Person"];
            /** @description The branches one administers, by name. */
            administers: components["schemas"]["OrganisationRef"][];
            /** @description What one may do outside projects. */
            can: components["schemas"]["MeCan"];
            /**
             * @description Where the stream of events stood before this was read. A socket that resumes from it misses nothing that happens
             *     to what is asked for after this answer.
             */
            cursor: string;
            /** @description How one wants to see Plano. */
            display: components["schemas"]["Display"];
            /** @description To sign in, and where mail goes. */
            email: components["schemas"]["EmailAddress"];
            /** @description Administers the whole instance. */
            is_instance_admin: boolean;
            /** @description Of the interface and of mails. */
            language: components["schemas"]["Language"];
            /** @description Those one belongs to, by name. */
            organisations: components["schemas"]["OrganisationRef"][];
            /** @description When the password was last chosen. */
            password_changed_at: components["schemas"]["Instant"];
            /** @description The session this was asked in. */
            session: components["schemas"]["SessionId"];
            /** @description The password was given less than ten minutes ago. */
            session_is_fresh: boolean;
            /** @description IANA name. */
            time_zone: string;
            /**
             * Format: int64
             * @description How many notifications wait.
             */
            unread_notifications: number;
        };
        /** @description What one may do outside projects. */
        MeCan: {
            /** @description Enter the administration. */
            administer: boolean;
            /** @description Make projects. */
            create_projects: boolean;
            /** @description Look for anyone; an outsider finds the people of his projects only. */
            search_people: boolean;
        };
        /** @description What changes of one's profile; what is absent stays. */
        MePatch: {
            family_name?: components["schemas"]["Name"] | null;
            /** @description Blank, or `null`, takes it away. */
            function?: string | null;
            given_name?: components["schemas"]["Name"] | null;
            language?: components["schemas"]["Language"] | null;
            time_zone?: string | null;
        };
        /** @description A person or a group in a project. */
        Member: {
            /** @description What the one who asks may do. */
            can: components["schemas"]["MemberCan"];
            ends_on: components["schemas"]["Day"] | null;
            /** @description Its version. */
            etag: string;
            group: components["schemas"]["GroupRef"] | null;
            /** @description Its id. */
            id: components["schemas"]["MemberId"];
            invited_by: components["schemas"]["Person"] | null;
            /** @description An outsider. */
            is_external: boolean;
            /** @description Oneself. */
            is_me: boolean;
            /** @description Since when. */
            joined_at: components["schemas"]["Instant"];
            /** @description `person` or `group`. */
            kind: components["schemas"]["MemberKind"];
            /** @description The levels that follow from role and exceptions. */
            levels: components["schemas"]["Levels"];
            /** @description The exceptions. */
            own_levels: components["schemas"]["LevelsPatch"];
            person: components["schemas"]["Person"] | null;
            /** @description Whether he is here now. */
            presence: components["schemas"]["Presence"];
            /** @description The role. */
            role: components["schemas"]["Role"];
            /** @description Whether he is in. */
            status: components["schemas"]["MemberStatus"];
        };
        /** @description What someone may do to a member. */
        MemberCan: {
            accept: boolean;
            edit: boolean;
            make_owner: boolean;
            remove: boolean;
        };
        /** @description `mem_…`. Opaque: compare it, keep it, send it back. */
        MemberId: string;
        /**
         * @description What a member is.
         * @enum {string}
         */
        MemberKind: "person" | "group";
        /** @description What to change in a member. What is absent stays; `null` empties. */
        MemberPatch: {
            ends_on?: components["schemas"]["Day"] | null;
            levels?: components["schemas"]["LevelsPatch"] | null;
            role?: components["schemas"]["Role"] | null;
        };
        /**
         * @description Whether a member is in.
         * @enum {string}
         */
        MemberStatus: "active" | "invited" | "waiting";
        /** @description A message as its readers see it. */
        Message: {
            answers: components["schemas"]["Answers"] | null;
            /** @description Who wrote it, or for whom a program did. */
            author: components["schemas"]["AccountId"];
            automate: components["schemas"]["Automate"] | null;
            /**
             * @description Markdown; empty once it is retracted, or where it only passes on another. People are named as `@[name](acc_…)`, groups as `@[name](grp_…)`, all who read
             *     the channel as `@[name](everyone)`.
             */
            body: string;
            /** @description Its channel. */
            channel: components["schemas"]["ChannelId"];
            /**
             * @description The later entries that correct or complete it, of an entry of a log; of one that is posted now, its own frame says what it
             *     corrects.
             */
            corrected_by: components["schemas"]["Correction"][];
            /**
             * Format: uuid
             * @description Chosen by the author's client, which knows its own message by it.
             */
            draft: string;
            edited_at: components["schemas"]["Instant"] | null;
            /** @description For `If-Match`. */
            etag: string;
            forwarded: components["schemas"]["Forwarded"] | null;
            /** @description Its id. */
            id: components["schemas"]["MessageId"];
            /** @description It is pinned to the channel. */
            is_pinned: boolean;
            /** @description What it is. */
            kind: components["schemas"]["MessageKind"];
            poll: components["schemas"]["Poll"] | null;
            /** @description When. */
            posted_at: components["schemas"]["Instant"];
            quotes: components["schemas"]["MessageId"] | null;
            /** @description Signs others answered with, in the order in which the first of each came, at most twenty. */
            reactions: components["schemas"]["Reaction"][];
            retracted_at: components["schemas"]["Instant"] | null;
            /**
             * Format: int64
             * @description Its place in the channel, in a log its number; `null`: shown in its thread only.
             */
            seq: number | null;
            thread: components["schemas"]["MessageId"] | null;
            /**
             * Format: int64
             * @description Its place among the answers.
             */
            thread_seq: number | null;
        };
        /** @description `msg_…`. Opaque: compare it, keep it, send it back. */
        MessageId: string;
        /**
         * @description What a message is.
         * @enum {string}
         */
        MessageKind: "text" | "decision" | "entry" | "poll";
        /** @description How one keeps a message. */
        MessageMark: {
            /** @description One has saved it. */
            is_saved: boolean;
            /** @description Which. */
            message: components["schemas"]["MessageId"];
            remind_at: components["schemas"]["Instant"] | null;
        };
        /** @description A new text for a message. */
        MessagePatch: {
            /** @description Markdown. */
            body: components["schemas"]["Body"];
        };
        /** @description What a message was before. */
        MessageVersion: {
            /** @description Markdown. */
            body: string;
            /** @description Until when it read so. */
            replaced_at: components["schemas"]["Instant"];
            /**
             * Format: int64
             * @description Its number; each is greater than those before.
             */
            version: number;
        };
        /** @description What a message was before, oldest first. */
        MessageVersions: {
            /** @description There are newer ones: ask with `after` the last one's `version`. */
            has_newer: boolean;
            /** @description Oldest first. */
            items: components["schemas"]["MessageVersion"][];
        };
        /** @description Some messages, oldest first. */
        Messages: {
            /** @description There are newer ones: ask with `after` the last one's place. */
            has_newer: boolean;
            /** @description There are older ones: ask with `before` the first one's place. */
            has_older: boolean;
            /** @description Oldest first. */
            items: components["schemas"]["Message"][];
            /** @description Those who wrote these, and who answered them. */
            people: components["schemas"]["Person"][];
        };
        /** @description How someone keeps a project. What is absent stays. */
        MinePatch: {
            after?: components["schemas"]["ProjectId"] | null;
            category?: components["schemas"]["Name"] | null;
            /** @description Pinned to the sidebar. */
            pinned?: boolean | null;
        };
        /**
         * @description The parts of a project that can be switched on and off.
         * @enum {string}
         */
        Module: "messages" | "tasks" | "files" | "pages" | "calendar" | "meetings";
        /** @description Modules to switch. */
        ModulePatch: {
            calendar?: boolean | null;
            files?: boolean | null;
            meetings?: boolean | null;
            messages?: boolean | null;
            pages?: boolean | null;
            tasks?: boolean | null;
        };
        /** @description Which modules are on. */
        ModuleSwitches: {
            calendar: boolean;
            files: boolean;
            meetings: boolean;
            messages: boolean;
            pages: boolean;
            tasks: boolean;
        };
        /** @description A group through which someone is in a project. No more than its name: the rest changes with each who joins it. */
        MyGroup: {
            /** @description Its id. */
            id: components["schemas"]["GroupId"];
            /** @description Its name. */
            name: string;
        };
        /** @description What someone is in a project. */
        MyPlace: {
            /** @description The category he filed it under. */
            category: string | null;
            ends_on: components["schemas"]["Day"] | null;
            /** @description The groups through which he is in it, if he is not in it by himself: it is not left without leaving them. */
            groups: components["schemas"]["MyGroup"][];
            /** @description An outsider. */
            is_external: boolean;
            /** @description The strongest of his levels. */
            levels: components["schemas"]["Levels"];
            /** @description Pinned to his sidebar. */
            pinned: boolean;
            /** @description The order of his sidebar. */
            rank: string;
            /** @description The strongest of his roles. */
            role: components["schemas"]["Role"];
        };
        /** @description How one keeps a thread now. */
        MyThread: {
            /** @description Whether one is told of its answers. */
            attention: components["schemas"]["ThreadAttention"];
            /**
             * Format: int64
             * @description The place of the last answer one has read.
             */
            read_seq: number;
        };
        Name: string;
        /** @description Someone who asks for an account. */
        NewAccessRequest: {
            /** @description Chosen by the client, so that a retry asks once. */
            draft: string;
            email: components["schemas"]["EmailAddress"];
            family_name: components["schemas"]["Name"];
            given_name: components["schemas"]["Name"];
            language: components["schemas"]["Language"];
            organisation: components["schemas"]["OrganisationId"];
            reason: components["schemas"]["Paragraphs"];
            unit?: components["schemas"]["Name"] | null;
        };
        /** @description Someone asks to enter. */
        NewAccessRequestToProject: {
            /** @description Why. */
            reason?: string | null;
        };
        /** @description An account to be made. */
        NewAccount: {
            /** Format: uuid */
            draft: string;
            email: components["schemas"]["EmailAddress"];
            family_name: components["schemas"]["Name"];
            function?: components["schemas"]["Name"] | null;
            given_name: components["schemas"]["Name"];
            /** @description Send the invitation now. */
            invite: boolean;
            language: components["schemas"]["Language"];
            organisations: components["schemas"]["OrganisationId"][];
        };
        /** @description Another address for oneself. */
        NewAddress: {
            email: components["schemas"]["EmailAddress"];
        };
        /** @description A password to be made for one program. */
        NewAppPassword: {
            expires_on?: components["schemas"]["Day"] | null;
            name: components["schemas"]["Name"];
            project?: components["schemas"]["ProjectId"] | null;
            scope: components["schemas"]["Scope"];
        };
        /** @description A bot to make. */
        NewBot: {
            expires_on?: components["schemas"]["Day"] | null;
            /** @description What its messages are signed with. */
            name: components["schemas"]["Name"];
            /** @description What it may in the channel. */
            reach: components["schemas"]["BotReach"];
        };
        /** @description A channel to make. */
        NewChannel: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same draft makes the same channel once.
             */
            draft: string;
            /** @description Not `direct`. */
            kind: components["schemas"]["ChannelKind"];
            /** @description Its name. */
            name: components["schemas"]["Name"];
            /** @description Who is in it (private) or announces (announcement), besides its maker. */
            people?: components["schemas"]["AccountId"][];
            /** @description Messages are answered in threads only. */
            requires_threads?: boolean;
            topic?: components["schemas"]["Phrase"] | null;
        };
        /** @description A folder to make. */
        NewChannelFolder: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same draft makes the same folder once.
             */
            draft: string;
            /** @description Its name. No other folder of the project has it, whatever its case and accents. */
            name: components["schemas"]["Heading"];
        };
        /** @description Whom to talk with. */
        NewConversation: {
            /** @description Without oneself; none: notes to oneself. */
            people: components["schemas"]["AccountId"][];
        };
        /** @description A folder to make. */
        NewFolder: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same draft makes the same folder once.
             */
            draft: string;
            /** @description Its name, which nothing else in the folder has. */
            name: components["schemas"]["FileName"];
        };
        /** @description A message to pass on. */
        NewForward: {
            comment?: components["schemas"]["Body"] | null;
            /**
             * Format: uuid
             * @description Chosen by the client: the same draft is posted once.
             */
            draft: string;
            /** @description Which. One must be able to read it. */
            message: components["schemas"]["MessageId"];
        };
        /** @description A new group. */
        NewGroup: {
            /** Format: uuid */
            draft: string;
            name: components["schemas"]["Name"];
            organisation?: components["schemas"]["OrganisationId"] | null;
        };
        /** @description A hook to make. */
        NewHook: {
            /** @description Its colour. */
            colour?: components["schemas"]["ProjectColour"];
            /** @description Its sign. */
            icon?: components["schemas"]["ProjectIcon"];
            /** @description What its messages are signed with. */
            name: components["schemas"]["Name"];
        };
        /** @description What a program posts at the address of a hook. */
        NewHookMessage: {
            /**
             * Format: uuid
             * @description Chosen by the program: the same draft is posted once, however often it is sent.
             */
            draft?: string | null;
            /** @description Markdown. */
            text: components["schemas"]["Body"];
            thread?: components["schemas"]["MessageId"] | null;
        };
        /** @description Someone to let in: exactly one of `account`, `group`, `email`. */
        NewMember: {
            account?: components["schemas"]["AccountId"] | null;
            email?: components["schemas"]["EmailAddress"] | null;
            ends_on?: components["schemas"]["Day"] | null;
            family_name?: components["schemas"]["Name"] | null;
            given_name?: components["schemas"]["Name"] | null;
            group?: components["schemas"]["GroupId"] | null;
            /** @description Exceptions to it. */
            levels?: components["schemas"]["LevelsPatch"];
            /** @description The role. */
            role: components["schemas"]["Role"];
        };
        /** @description A message to post. */
        NewMessage: {
            /** @description The answer shows in the channel too; what answers nothing does in any case. */
            also_in_channel?: boolean;
            /** @description Markdown. */
            body: components["schemas"]["Body"];
            /**
             * Format: uuid
             * @description Chosen by the client: the same draft is posted once.
             */
            draft: string;
            /** @description `text`, or `decision` in a channel of a project. In a log it is an entry, whatever is asked. */
            kind?: components["schemas"]["MessageKind"];
            quotes?: components["schemas"]["MessageId"] | null;
            thread?: components["schemas"]["MessageId"] | null;
        };
        /** @description How someone wants to be written to from now on. */
        NewNotificationSettings: {
            /** @description Unless a project has its own rhythm. */
            mail: components["schemas"]["MailRhythm"];
            /** @description All projects with a rhythm of their own; one that is not in the list follows the general one. */
            projects: components["schemas"]["NewProjectRhythm"][];
            /** @description When nothing is sent. */
            quiet: components["schemas"]["Quiet"];
        };
        /** @description A new organisation. */
        NewOrganisation: {
            /** Format: uuid */
            draft: string;
            name: components["schemas"]["Name"];
            parent?: components["schemas"]["OrganisationId"] | null;
        };
        /** @description To whom a project goes. */
        NewOwner: {
            /** @description A member. */
            account: components["schemas"]["AccountId"];
        };
        /** @description A new password by a link. */
        NewPassword: {
            password: components["schemas"]["Password"];
            /** @description What stands in the link's fragment. */
            token: string;
        };
        /** @description A poll to put. */
        NewPoll: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same draft is posted once.
             */
            draft: string;
            ends_at?: components["schemas"]["Instant"] | null;
            /** @description Nobody is shown who chose what, and it is forgotten when the poll is closed. */
            is_anonymous?: boolean;
            /** @description Several may be chosen. */
            is_multiple?: boolean;
            /** @description What one may choose, two to twenty, all different. */
            options: components["schemas"]["Phrase"][];
            /** @description Markdown. */
            question: components["schemas"]["Body"];
        };
        /** @description A project to make. */
        NewProject: {
            /** @description What it is for. */
            aim?: string | null;
            colour?: components["schemas"]["ProjectColour"] | null;
            /**
             * Format: uuid
             * @description Made by the client, so that it can safely try again.
             */
            draft: string;
            icon?: components["schemas"]["ProjectIcon"] | null;
            /** @description The modules to switch on; all if absent. */
            modules?: components["schemas"]["Module"][] | null;
            /** @description Its name. */
            name: components["schemas"]["Name"];
            organisation?: components["schemas"]["OrganisationId"] | null;
            template?: components["schemas"]["ProjectId"] | null;
        };
        /** @description The rhythm of one project. */
        NewProjectRhythm: {
            /** @description How often. */
            mail: components["schemas"]["MailRhythm"];
            /** @description One of one's own projects. */
            project: components["schemas"]["ProjectId"];
        };
        /** @description When one wants to be reminded. */
        NewReminder: {
            /** @description Within a year. */
            remind_at: components["schemas"]["Instant"];
        };
        /** @description A message to post later. */
        NewScheduledMessage: {
            /** @description The answer shows in the channel too; what answers nothing does in any case. */
            also_in_channel?: boolean;
            /** @description Markdown. */
            body: components["schemas"]["Body"];
            /**
             * Format: uuid
             * @description Chosen by the client: the same draft is posted once.
             */
            draft: string;
            /** @description `text`, or `decision` in a channel of a project. In a log it is an entry, whatever is asked. */
            kind?: components["schemas"]["MessageKind"];
            quotes?: components["schemas"]["MessageId"] | null;
            /** @description Within a year. */
            send_at: components["schemas"]["Instant"];
            thread?: components["schemas"]["MessageId"] | null;
        };
        /** @description Who signs in. The address is text: one that is none is refused as an unknown one is. */
        NewSession: {
            /** @description As typed. */
            email: string;
            /** @description As typed. */
            password: components["schemas"]["Password"];
            /** @description Keep the session when the browser is closed. */
            stay_signed_in?: boolean;
        };
        /**
         * @description Why a message was not posted when its time came.
         * @enum {string}
         */
        NotSent: "not_allowed" | "closed" | "suspended" | "gone" | "refused";
        /** @description Something a person is told. */
        Notification: {
            actor: components["schemas"]["Person"] | null;
            /** @description When, for the latest of what is gathered in it. */
            at: components["schemas"]["Instant"];
            /** @description What the sentence needs besides. */
            details: {
                [key: string]: string;
            };
            /** @description Where it leads, in the web client. */
            href: string;
            /** @description Its id. */
            id: components["schemas"]["NotificationId"];
            /** @description An answer is still expected. */
            is_open: boolean;
            /** @description Read, in whichever window. */
            is_read: boolean;
            /** @description What happened. */
            kind: components["schemas"]["NotificationKind"];
            organisation: components["schemas"]["OrganisationRef"] | null;
            /**
             * Format: int64
             * @description How many other people did the same.
             */
            others: number;
            project: components["schemas"]["ProjectRef"] | null;
            /** @description The request that waits for an answer. */
            request: string | null;
        };
        /** @description `ntf_…`. Opaque: compare it, keep it, send it back. */
        NotificationId: string;
        /**
         * @description What a person is told.
         * @enum {string}
         */
        NotificationKind: "project.member_added" | "project.member_role_changed" | "project.member_removed" | "project.access_requested" | "project.access_granted" | "project.access_refused" | "project.member_waiting" | "project.member_accepted" | "project.handed_over" | "project.archived" | "project.restored" | "project.access_ending" | "message.mentioned" | "message.direct" | "message.answered" | "message.posted" | "message.keyword" | "poll.closed" | "message.reminded" | "message.not_sent" | "account.access_requested" | "account.import_done" | "job.dead";
        /** @description A page of what a person is told, with what is unread in all. */
        NotificationPage: {
            /** @description Latest first. */
            items: components["schemas"]["Notification"][];
            /** @description Ask for the next page with `after` set to this. `null` on the last page. */
            next: string | null;
            /**
             * Format: int64
             * @description How many are unread, on this page or not, whatever the page is about.
             */
            unread: number;
            /**
             * Format: int64
             * @description How many of these are mentions.
             */
            unread_mentions: number;
        };
        /** @description How someone wants to be written to. */
        NotificationSettings: {
            /** @description Unless a project has its own rhythm. */
            mail: components["schemas"]["MailRhythm"];
            /** @description Those with a rhythm of their own, by name. */
            projects: components["schemas"]["ProjectRhythm"][];
            /** @description When nothing is sent. */
            quiet: components["schemas"]["Quiet"];
        };
        /** @description An organisation that may be chosen by someone who asks for an account. */
        OpenOrganisation: {
            id: components["schemas"]["OrganisationId"];
            name: string;
            /** @description The names of those above it, from the top. */
            path: string[];
        };
        /** @description An organisation in the administration. */
        Organisation: {
            /**
             * Format: int64
             * @description How many accounts belong to it itself.
             */
            accounts: number;
            administrators: components["schemas"]["Person"][];
            /**
             * Format: int64
             * @description How many belong to it or to one below it.
             */
            branch_accounts: number;
            can: components["schemas"]["OrganisationCan"];
            email_domains: string[];
            etag: string;
            id: components["schemas"]["OrganisationId"];
            name: string;
            open_to_requests: boolean;
            parent: components["schemas"]["OrganisationId"] | null;
            /** @description The names of those above it, from the top. */
            path: string[];
            /**
             * Format: int64
             * @description What its branch may hold; `null`: no quota of its own.
             */
            quota_bytes: number | null;
            /**
             * Format: int64
             * @description What its branch holds: of each of its people, and of the outsiders it answers for, once.
             */
            used_bytes: number;
        };
        /** @description What the caller may do with an organisation. */
        OrganisationCan: {
            add_child: boolean;
            delete: boolean;
            /** @description Sets its quota. */
            limit: boolean;
            manage: boolean;
        };
        /** @description `org_…`. Opaque: compare it, keep it, send it back. */
        OrganisationId: string;
        /** @description Changes to an organisation; what is absent stays. */
        OrganisationPatch: {
            /** @default null */
            email_domains?: string[] | null;
            /** @default null */
            name?: components["schemas"]["Name"] | null;
            /** @default null */
            open_to_requests?: boolean | null;
            /** @default null */
            parent?: components["schemas"]["OrganisationId"] | null;
            /**
             * Format: int64
             * @description `null`: no quota of its own.
             * @default null
             */
            quota_bytes?: number | null;
        };
        /** @description An organisation, where it is only named. */
        OrganisationRef: {
            id: components["schemas"]["OrganisationId"];
            name: string;
        };
        /** @description Organisations in the order of the tree. */
        Organisations: {
            items: components["schemas"]["Organisation"][];
        };
        /** @description One page of a list. */
        Page_Activity: {
            /** @description In the list's order. */
            items: components["schemas"]["Activity"][];
            /** @description Ask for the next page with `after` set to this. `null` on the last page. */
            next: string | null;
        };
        /** @description One page of a list. */
        Page_Channel: {
            /** @description In the list's order. */
            items: components["schemas"]["Channel"][];
            /** @description Ask for the next page with `after` set to this. `null` on the last page. */
            next: string | null;
        };
        /** @description One page of a list. */
        Page_Job: {
            /** @description In the list's order. */
            items: components["schemas"]["Job"][];
            /** @description Ask for the next page with `after` set to this. `null` on the last page. */
            next: string | null;
        };
        /** @description One page of a list. */
        Page_JournalEntry: {
            /** @description In the list's order. */
            items: components["schemas"]["JournalEntry"][];
            /** @description Ask for the next page with `after` set to this. `null` on the last page. */
            next: string | null;
        };
        /** @description One page of a list. */
        Page_Member: {
            /** @description In the list's order. */
            items: components["schemas"]["Member"][];
            /** @description Ask for the next page with `after` set to this. `null` on the last page. */
            next: string | null;
        };
        /** @description One page of a list. */
        Page_Person: {
            /** @description In the list's order. */
            items: components["schemas"]["Person"][];
            /** @description Ask for the next page with `after` set to this. `null` on the last page. */
            next: string | null;
        };
        /** @description One page of a list. */
        Page_Project: {
            /** @description In the list's order. */
            items: components["schemas"]["Project"][];
            /** @description Ask for the next page with `after` set to this. `null` on the last page. */
            next: string | null;
        };
        Paragraphs: string;
        /**
         * Format: password
         * @description A password as typed: never printed.
         */
        Password: string;
        /** @description Another password for oneself. */
        PasswordChange: {
            /** @description The one there is. */
            current: components["schemas"]["Password"];
            /** @description Withdraws all one's app passwords too. */
            end_app_passwords?: boolean;
            /** @description The one there will be. */
            password: components["schemas"]["Password"];
        };
        /** @description What a password must have. */
        PasswordRules: {
            admin_min_length: number;
            min_length: number;
        };
        /** @description A person as shown to others. */
        Person: {
            /** @description As the person writes it. */
            family_name: string;
            /** @description What the person does. */
            function: string | null;
            /** @description As the person writes it. */
            given_name: string;
            /** @description The account. */
            id: components["schemas"]["AccountId"];
            /** @description Not deactivated. */
            is_active: boolean;
            /** @description Comes from outside: sees only the projects that invited him. */
            is_external: boolean;
            /** @description Given name, then family name. */
            name: string;
            /** @description The first organisation the person belongs to; for an outsider none. */
            organisation: string | null;
            /** @description Where the photo is, with its version. */
            photo: string | null;
        };
        /** @description A person as shown to someone who looks at him. */
        PersonSheet: {
            email: components["schemas"]["EmailAddress"];
            /** @description `09:42`, where the person is. */
            local_time: string;
            organisations: components["schemas"]["OrganisationRef"][];
            person: components["schemas"]["Person"];
            presence: components["schemas"]["Presence"];
            /** @description Those the two are both in. */
            shared_projects: components["schemas"]["ProjectRef"][];
            /** @description IANA name. */
            time_zone: string;
        };
        Phrase: string;
        /** @description A piece of an extract. */
        Piece: {
            /** @description It is a word that was looked for. */
            is_found: boolean;
            /** @description Plain text. */
            text: string;
        };
        /** @description A poll as all who read it see it. */
        Poll: {
            closed_at: components["schemas"]["Instant"] | null;
            ends_at: components["schemas"]["Instant"] | null;
            /** @description Nobody is shown who chose what. */
            is_anonymous: boolean;
            /** @description Several may be chosen. */
            is_multiple: boolean;
            /** @description What one may choose. */
            options: components["schemas"]["PollOption"][];
            /**
             * Format: int64
             * @description How many people have chosen something.
             */
            voters: number;
        };
        /** @description One of its options. */
        PollOption: {
            /** @description One line of plain text. */
            text: string;
            /**
             * Format: int64
             * @description How many chose it.
             */
            votes: number;
        };
        /** @description Who chose what, of a poll with names. */
        PollVotes: {
            /** @description For each option those who chose it, at most 200. */
            options: components["schemas"]["AccountId"][][];
            /** @description Them all. */
            people: components["schemas"]["Person"][];
        };
        /** @description What became of it. */
        PostedByHook: {
            /** @description The message. */
            id: components["schemas"]["MessageId"];
        };
        /**
         * @description Whether a person can be reached.
         * @enum {string}
         */
        Presence: "online" | "busy" | "away" | "offline";
        /** @description A problem as the client gets it. Source: RFC 9457 §3.1, with the members below added. */
        Problem: {
            /** @description Stable; the client turns it into a sentence. */
            code: string;
            /** @description What the thing is now, when somebody else changed it first. */
            current?: unknown;
            /** @description Which fields, and why. */
            fields?: components["schemas"]["FieldProblem"][];
            /** @description What the sentence for the code needs. */
            params?: {
                [key: string]: string | number;
            };
            /** @description To quote to the administrator: the log has it too. */
            request_id: string;
            /**
             * Format: int64
             * @description When it makes sense to try again, in seconds.
             */
            retry_after_s?: number;
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description The status in words. */
            title: string;
            /** @description Always `about:blank`: the code tells. */
            type: string;
        };
        /** @description A project as one of its members sees it. */
        Project: {
            /** @description Who lets new members in. */
            admission: components["schemas"]["Admission"];
            /** @description What it is for; may be empty. */
            aim: string;
            archived_at: components["schemas"]["Instant"] | null;
            /** @description Which modules this version has screens for. */
            available_modules: components["schemas"]["Module"][];
            /** @description In words. */
            budget: string | null;
            /** @description What the one who asks may do. */
            can: components["schemas"]["ProjectCan"];
            /** @description Its colour. */
            colour: components["schemas"]["ProjectColour"];
            /** @description When it was made. */
            created_at: components["schemas"]["Instant"];
            ends_on: components["schemas"]["Day"] | null;
            /** @description Its version. */
            etag: string;
            /**
             * Format: int64
             * @description How many of them are outsiders.
             */
            externals: number;
            /** @description Its sign. */
            icon: components["schemas"]["ProjectIcon"];
            /** @description Its id. */
            id: components["schemas"]["ProjectId"];
            /** @description Whether others are made from it. */
            is_template: boolean;
            /**
             * Format: int64
             * @description How many members, groups counting as one.
             */
            members: number;
            /** @description Which modules are on. */
            modules: components["schemas"]["ModuleSwitches"];
            /** @description What the one who asks is in it. */
            my: components["schemas"]["MyPlace"];
            /** @description Its name. */
            name: string;
            organisation: components["schemas"]["OrganisationRef"] | null;
            starts_on: components["schemas"]["Day"] | null;
            /**
             * Format: int64
             * @description How many wait for a manager; 0 for those who are not.
             */
            waiting: number;
        };
        /** @description Someone asked to enter. */
        ProjectAccessRequest: {
            asked_at: components["schemas"]["Instant"];
            id: components["schemas"]["ProjectAccessRequestId"];
            person: components["schemas"]["Person"];
            project: components["schemas"]["ProjectRef"];
            reason: string;
        };
        /** @description `par_…`. Opaque: compare it, keep it, send it back. */
        ProjectAccessRequestId: string;
        /** @description What someone may do to a project. */
        ProjectCan: {
            archive: boolean;
            duplicate: boolean;
            invite: boolean;
            invite_external: boolean;
            leave: boolean;
            make_template: boolean;
            manage: boolean;
            own: boolean;
            write: boolean;
        };
        /**
         * @description One of the categories' colours.
         * @enum {string}
         */
        ProjectColour: "cat-1" | "cat-2" | "cat-3" | "cat-4" | "cat-5" | "cat-6" | "cat-7" | "cat-8" | "cat-9" | "cat-10";
        /**
         * @description One of the project's signs.
         * @enum {string}
         */
        ProjectIcon: "users" | "bike" | "mail" | "school" | "shield" | "vote" | "building" | "heart" | "leaf" | "book" | "calendar" | "chart" | "euro" | "flag" | "folder" | "globe" | "hammer" | "landmark" | "lightbulb" | "map" | "megaphone" | "music" | "phone" | "scale" | "siren" | "sprout" | "star" | "train" | "truck" | "wrench";
        /** @description `prj_…`. Opaque: compare it, keep it, send it back. */
        ProjectId: string;
        /** @description What to change in a project. What is absent stays; `null` empties. */
        ProjectPatch: {
            admission?: components["schemas"]["Admission"] | null;
            /** @description What it is for; empty text empties it. */
            aim?: string | null;
            budget?: components["schemas"]["Phrase"] | null;
            colour?: components["schemas"]["ProjectColour"] | null;
            ends_on?: components["schemas"]["Day"] | null;
            icon?: components["schemas"]["ProjectIcon"] | null;
            modules?: components["schemas"]["ModulePatch"] | null;
            name?: components["schemas"]["Name"] | null;
            starts_on?: components["schemas"]["Day"] | null;
        };
        /** @description A project, in a list or a notification. */
        ProjectRef: {
            colour: components["schemas"]["ProjectColour"];
            icon: components["schemas"]["ProjectIcon"];
            id: components["schemas"]["ProjectId"];
            name: string;
        };
        /** @description The rhythm of one project. */
        ProjectRhythm: {
            /** @description How often. */
            mail: components["schemas"]["MailRhythm"];
            /** @description Which. */
            project: components["schemas"]["ProjectRef"];
        };
        /**
         * @description Who may create projects.
         * @enum {string}
         */
        ProjectsCreatedBy: "everyone" | "administrators";
        /** @description The hours in which nothing is sent, where the person is. */
        Quiet: {
            /** @description The first quiet minute, `HH:MM`. */
            from: string;
            /** @description Whether there are any. */
            on: boolean;
            /** @description The first minute after them, on the next day if it is before `from`. */
            until: string;
            /** @description Saturdays and Sundays too. */
            weekends: boolean;
        };
        /** @description One sign under a message. */
        Reaction: {
            /**
             * Format: int64
             * @description How many people.
             */
            count: number;
            /** @description The emoji. */
            emoji: string;
            /**
             * @description Whether one is among them. Left out on the socket, where all are told the same: one's own are told beside, in
             *     `message.signed`.
             */
            is_mine: boolean;
            /** @description Who came first, at most thirty. */
            people: components["schemas"]["AccountId"][];
        };
        /** @description Up to which notification all are read. */
        ReadUntil: {
            /** @description This one and all before it. */
            until: components["schemas"]["NotificationId"];
        };
        /** @description How far one has read. */
        ReadUpTo: {
            /**
             * Format: int64
             * @description The place of the last message one has read; 0: none. May be less than before: unread from there.
             */
            seq: number;
        };
        /** @description How a request is refused. */
        Refusal: {
            /** @description Sent to who asked. */
            reason: components["schemas"]["Paragraphs"];
        };
        /** @description A message one will be reminded of. */
        Reminder: {
            /** @description The message. */
            message: components["schemas"]["Message"];
            /** @description When one will be. */
            remind_at: components["schemas"]["Instant"];
        };
        /** @description The reminders that wait, with the people they show. */
        Reminders: {
            /** @description The soonest first, at most 200. */
            items: components["schemas"]["Reminder"][];
            /** @description Those who wrote these messages, and who answered them. */
            people: components["schemas"]["Person"][];
        };
        /** @description An answer that lets in. */
        RequestApproval: {
            role?: components["schemas"]["Role"] | null;
        };
        /** @description An answer that does not. */
        RequestRefusal: {
            /** @description Why. */
            reason?: string | null;
        };
        /** @description Where one's request stands. */
        RequestStanding: {
            status: components["schemas"]["RequestStatus"];
        };
        /**
         * @description Where a request for an account stands.
         * @enum {string}
         */
        RequestStatus: "waiting" | "approved" | "refused";
        /**
         * @description What a person is in a project; weakest first.
         * @enum {string}
         */
        Role: "reader" | "member" | "manager" | "owner";
        /** @description A message one has saved. */
        SavedMessage: {
            /** @description The message. */
            message: components["schemas"]["Message"];
            /** @description When one saved it. */
            saved_at: components["schemas"]["Instant"];
        };
        /** @description A page of messages one has saved, with the people they show. */
        SavedMessages: {
            /** @description Those saved last first. */
            items: components["schemas"]["SavedMessage"][];
            /** @description Ask for the next page with `after` set to this. `null` on the last page. */
            next: string | null;
            /** @description Those who wrote these, and who answered them. */
            people: components["schemas"]["Person"][];
        };
        /** @description A message of one's own that is to be posted later. */
        ScheduledMessage: {
            /** @description The answer will show in the channel too. */
            also_in_channel: boolean;
            /** @description Markdown. */
            body: string;
            /** @description Where. */
            channel: components["schemas"]["ChannelId"];
            /**
             * Format: uuid
             * @description That of the message it becomes.
             */
            draft: string;
            /** @description For `If-Match`. */
            etag: string;
            failed_at: components["schemas"]["Instant"] | null;
            failure: components["schemas"]["NotSent"] | null;
            /** @description Its id, until it is posted. */
            id: components["schemas"]["ScheduledMessageId"];
            /** @description What it will be. */
            kind: components["schemas"]["MessageKind"];
            quotes: components["schemas"]["MessageId"] | null;
            /** @description When it is to be posted. */
            send_at: components["schemas"]["Instant"];
            thread: components["schemas"]["MessageId"] | null;
        };
        /** @description `sch_…`. Opaque: compare it, keep it, send it back. */
        ScheduledMessageId: string;
        /** @description What changes of a message that waits; what is left out stays. */
        ScheduledMessagePatch: {
            body?: components["schemas"]["Body"] | null;
            send_at?: components["schemas"]["Instant"] | null;
        };
        /**
         * @description What an app password opens.
         * @enum {string}
         */
        Scope: "files" | "files:read" | "calendar" | "calendar:read" | "api" | "api:read" | "messages" | "messages:read" | "messages:post";
        /** @description Someone who can see it. */
        Seer: {
            levels: components["schemas"]["Levels"];
            person: components["schemas"]["Person"];
            role: components["schemas"]["Role"];
            why: components["schemas"]["Why"][];
        };
        /** @description A session of one's own. */
        Session: {
            /** @description Network address it was opened from. */
            address: string;
            /** @description `Firefox · Linux` */
            device: string;
            /** @description If it is not used before. */
            ends_at: components["schemas"]["Instant"];
            /** @description Names it, opens nothing. */
            id: components["schemas"]["SessionId"];
            /** @description The one this was asked in. */
            is_current: boolean;
            /** @description `desktop`, `mobile` or `other`. */
            kind: components["schemas"]["DeviceKind"];
            /** @description Within five minutes. */
            last_used_at: components["schemas"]["Instant"];
            started_at: components["schemas"]["Instant"];
        };
        /** @description `ses_…`. Opaque: compare it, keep it, send it back. */
        SessionId: string;
        /** @description The first start: who sets the instance up, and what it is called. */
        SetUp: {
            email: components["schemas"]["EmailAddress"];
            family_name: components["schemas"]["Name"];
            given_name: components["schemas"]["Name"];
            /** @description What this Plano is called. */
            instance_name: components["schemas"]["Name"];
            language: components["schemas"]["Language"];
            /** @description The organisation at the top. */
            organisation_name: components["schemas"]["Name"];
            password: components["schemas"]["Password"];
            /** @description From the link in the log. */
            token: string;
        };
        /** @description The rules of the instance. */
        Settings: {
            /** @default false */
            access_requests_open: boolean;
            /** @default fr */
            default_language: components["schemas"]["Language"];
            /**
             * @description An IANA name.
             * @default Europe/Paris
             */
            default_time_zone: string;
            /**
             * @description Whose mailboxes may ask for an account; none: anyone's.
             * @default []
             */
            email_domains: string[];
            /**
             * @description For `If-Match`.
             * @default
             */
            etag: string;
            /**
             * Format: int64
             * @description Longest that an outsider is let in for; `null`: no limit.
             * @default null
             */
            external_max_days: number | null;
            /** @default managers */
            externals_invited_by: components["schemas"]["ExternalsInvitedBy"];
            /** @default Plano */
            instance_name: string;
            /**
             * @default {
             *       "accessibility": null,
             *       "help": null,
             *       "legal": null,
             *       "privacy": null
             *     }
             */
            links: components["schemas"]["Links"];
            /** @default everyone */
            projects_created_by: components["schemas"]["ProjectsCreatedBy"];
        };
        /** @description The rules as an administrator wants them, whole. */
        SettingsChange: {
            access_requests_open: boolean;
            default_language: components["schemas"]["Language"];
            default_time_zone: string;
            email_domains: string[];
            /** Format: int64 */
            external_max_days?: number | null;
            externals_invited_by: components["schemas"]["ExternalsInvitedBy"];
            instance_name: components["schemas"]["Name"];
            links: components["schemas"]["Links"];
            projects_created_by: components["schemas"]["ProjectsCreatedBy"];
        };
        /** @description To whom all is handed over. */
        Succession: {
            to: components["schemas"]["AccountId"];
        };
        /** @description A project that others are made from. */
        Template: {
            /** @description What it is for. */
            aim: string;
            colour: components["schemas"]["ProjectColour"];
            icon: components["schemas"]["ProjectIcon"];
            id: components["schemas"]["ProjectId"];
            name: string;
            organisation: components["schemas"]["OrganisationRef"] | null;
        };
        /**
         * @description How the interface is lit.
         * @enum {string}
         */
        Theme: "system" | "light" | "dark";
        /**
         * @description How someone keeps a thread.
         * @enum {string}
         */
        ThreadAttention: "followed" | "unfollowed" | "muted";
        /** @description How one keeps a thread; what is left out stays. */
        ThreadPatch: {
            attention?: components["schemas"]["ThreadAttention"] | null;
            /**
             * Format: int64
             * @description The place of the last answer one has read.
             */
            read_seq?: number | null;
        };
        /** @description A secret from a link. */
        Token: {
            /** @description What stands in the link's fragment. */
            token: string;
        };
        Topic: string;
        /** @description A part of the trash, what was put there last first. */
        Trash: {
            /** @description What was put there last first. */
            items: components["schemas"]["TrashedEntry"][];
            /** @description Ask for the next with `after` set to this; `null`: there is no more. */
            next: string | null;
            /** @description Those who made, wrote and put them there. */
            people: components["schemas"]["Person"][];
        };
        /** @description What was put into the trash. */
        TrashedEntry: {
            /** @description As it was. */
            entry: components["schemas"]["Entry"];
            /** @description When it is erased by itself. */
            erased_at: components["schemas"]["Instant"];
            /** @description When it was put there. */
            trashed_at: components["schemas"]["Instant"];
            trashed_by: components["schemas"]["AccountId"] | null;
            was_in: components["schemas"]["FolderRef"] | null;
        };
        /** @description How far an upload has come. */
        Upload: {
            entry: components["schemas"]["EntryId"] | null;
            /**
             * Format: int64
             * @description Bytes that are here.
             */
            received: number;
            /**
             * Format: int64
             * @description All of them.
             */
            size: number;
        };
        /** @description What an upload is to become after all, where its name was taken or the file had changed. */
        UploadTurn: {
            file?: components["schemas"]["EntryId"] | null;
            /** @description Its name. */
            name: components["schemas"]["FileName"];
            /**
             * Format: int64
             * @description The revision of that file that was seen; with `file` only.
             */
            revision?: number | null;
        };
        /**
         * @description How someone is in a project.
         * @enum {string}
         */
        Via: "direct" | "group";
        /** @description Who can see a thing, and why. */
        WhoCanSee: {
            /** @description People, strongest role first. */
            items: components["schemas"]["Seer"][];
            /** @description The thing. */
            object: string;
        };
        /** @description One of the reasons why. */
        Why: {
            ends_on: components["schemas"]["Day"] | null;
            group: components["schemas"]["GroupRef"] | null;
            invited_by: components["schemas"]["Person"] | null;
            since: components["schemas"]["Instant"];
            via: components["schemas"]["Via"];
        };
    };
    responses: {
        /** @description Contradicts what is there. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Known to exist, but this may not be done; or asked from another site. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin";
                };
            };
        };
        /** @description The disk is full. */
        Full: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Ours: the log has it under the `request_id`. */
        Internal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "internal";
                };
            };
        };
        /** @description Somebody was faster: `current` is the thing as it is now. */
        LostRace: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "edit.lost_race";
                };
            };
        };
        /** @description The request is not of the expected form; `fields` says where. */
        Malformed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "body.malformed";
                };
            };
        };
        /** @description `If-Match` is missing. */
        NoPrecondition: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "edit.no_precondition";
                };
            };
        };
        /** @description Absent, or not to be known of: the two look the same. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "not_found";
                };
            };
        };
        /** @description The bytes asked for begin after the end. */
        OutOfRange: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "content.out_of_range";
                };
            };
        };
        /** @description Not signed in. */
        SignedOut: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "session.none";
                };
            };
        };
        /** @description Over a limit, which `params` names. */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "body.too_large" | "body.too_deep";
                };
            };
        };
        /** @description Too often; `Retry-After` says when again. */
        TooMany: {
            headers: {
                /** @description In seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body did not come in time; nothing was done. */
        TooSlow: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "body.too_slow";
                };
            };
        };
        /** @description Understood, but the content cannot be accepted; `fields` says why. */
        Unacceptable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "body.unacceptable";
                };
            };
        };
        /** @description Overloaded, or the database is away; `Retry-After` says when again. */
        Unavailable: {
            headers: {
                /** @description In seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "service.unavailable";
                };
            };
        };
        /** @description The content type is not one this address takes. */
        WrongType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "body.wrong_type";
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ask_access: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccessRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["Malformed"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session.throttled";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    confirm_access_request: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Token"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestStanding"];
                };
            };
            400: components["responses"]["Malformed"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "link.refused";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session.throttled";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_open_organisations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_OpenOrganisation"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    who_can_see: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                object: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhoCanSee"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_photo: {
        parameters: {
            query?: {
                /** @description As in the person's card: with it the photo may be kept for ever. */
                v?: string;
            };
            header?: never;
            path: {
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_access_requests: {
        parameters: {
            query?: {
                /** @description Only these. */
                status?: components["schemas"]["RequestStatus"];
                /** @description Only those for this organisation. */
                organisation?: components["schemas"]["OrganisationId"];
                /** @description The `next` of the page before. */
                after?: components["schemas"]["AccessRequestId"];
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRequestPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    approve_access_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request: components["schemas"]["AccessRequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Approval"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRequest"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access_request.answered" | "account.email_taken";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    refuse_access_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request: components["schemas"]["AccessRequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRequest"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access_request.answered";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_admin_accounts: {
        parameters: {
            query?: {
                /** @description Beginnings of names, functions or addresses. */
                q?: string;
                /** @description Of this organisation or one below it. */
                organisation?: components["schemas"]["OrganisationId"];
                /** @description Standing so. */
                status?: components["schemas"]["AccountStatus"];
                /** @description Being that. */
                role?: components["schemas"]["AccountRole"];
                /** @description By `name` unless said. */
                sort?: "name" | "-last_active_at" | "created_at";
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminAccountPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminAccount"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused" | "account.email_taken";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    change_accounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Bulk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkOutcomes"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_accounts: {
        parameters: {
            query?: {
                /** @description Beginnings of names, functions or addresses. */
                q?: string;
                /** @description Of this organisation or one below it. */
                organisation?: components["schemas"]["OrganisationId"];
                /** @description Standing so. */
                status?: components["schemas"]["AccountStatus"];
                /** @description Being that. */
                role?: components["schemas"]["AccountRole"];
                /** @description By `name` unless said. */
                sort?: "name" | "-last_active_at" | "created_at";
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_admin_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminAccount"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    edit_account: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminAccount"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            412: components["responses"]["LostRace"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            428: components["responses"]["NoPrecondition"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    promote_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminAccount"];
                };
            };
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "session.not_fresh";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.not_for_externals" | "account.not_active";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    demote_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminAccount"];
                };
            };
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "session.not_fresh";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "account.last_administrator";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deactivate_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminAccount"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "account.self" | "account.last_administrator";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    reactivate_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminAccount"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    invite_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "account.deactivated" | "account.already_open";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_account_projects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountProjects"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    end_account_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    hand_over_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Succession"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandedOver"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_admin_groups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Groups"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_group: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewGroup"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    remove_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: components["schemas"]["GroupId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    edit_group: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                group: components["schemas"]["GroupId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            412: components["responses"]["LostRace"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            428: components["responses"]["NoPrecondition"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_group_members: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                group: components["schemas"]["GroupId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Person"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    add_group_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: components["schemas"]["GroupId"];
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "account.external" | "account.deactivated";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    remove_group_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: components["schemas"]["GroupId"];
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_imports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imports"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    check_import: {
        parameters: {
            query: {
                /** @description The client's key, so that a retry reads nothing twice. */
                draft: string;
                /** @description As it is called. */
                file_name?: string;
                /** @description Where a line names none. */
                organisation?: components["schemas"]["OrganisationId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": Blob;
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import: components["schemas"]["ImportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_import_faults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import: components["schemas"]["ImportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    pause_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import: components["schemas"]["ImportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "import.not_running";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    run_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import: components["schemas"]["ImportId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportRun"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "import.faulty" | "import.nothing";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    send_import_wave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import: components["schemas"]["ImportId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportWave"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                /** @description `dead` (by default) or `waiting`. */
                status?: "waiting" | "dead";
                /** @description The `next` of the page before. */
                after?: components["schemas"]["JobId"];
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Job"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    discard_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: components["schemas"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    retry_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: components["schemas"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_journal: {
        parameters: {
            query?: {
                /** @description The beginning of a name of who did it, or to whom. */
                q?: string;
                /** @description A kind, or a family of kinds: what is before the dot. */
                kind?: string;
                /** @description By or about this person. */
                account?: components["schemas"]["AccountId"];
                /** @description Not before. */
                from?: string;
                /** @description Before. */
                to?: string;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_JournalEntry"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_journal: {
        parameters: {
            query?: {
                /** @description The beginning of a name of who did it, or to whom. */
                q?: string;
                /** @description A kind, or a family of kinds: what is before the dot. */
                kind?: string;
                /** @description By or about this person. */
                account?: components["schemas"]["AccountId"];
                /** @description Not before. */
                from?: string;
                /** @description Before. */
                to?: string;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    check_journal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Integrity"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_organisations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisations"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_organisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrganisation"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    remove_organisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: components["schemas"]["OrganisationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "organisation.not_yours";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "organisation.not_empty";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    edit_organisation: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                organisation: components["schemas"]["OrganisationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganisationPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "organisation.not_yours";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "organisation.loop";
                    };
                };
            };
            412: components["responses"]["LostRace"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            428: components["responses"]["NoPrecondition"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    appoint_administrator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: components["schemas"]["OrganisationId"];
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.not_for_externals" | "account.deactivated";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    dismiss_administrator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: components["schemas"]["OrganisationId"];
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    change_settings: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "session.not_fresh";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            412: components["responses"]["LostRace"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            428: components["responses"]["NoPrecondition"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    edit_channel: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.managers_only" | "access.closed" | "access.announcers_only";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "channel.is_a_conversation";
                    };
                };
            };
            412: components["responses"]["LostRace"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            428: components["responses"]["NoPrecondition"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    archive_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "channel.is_main";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    restore_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_automates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Automates"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_bot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBot"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeBot"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "session.not_fresh";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "app_password.too_many" | "hook.too_many";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    remove_bot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
                bot: components["schemas"]["AppPasswordId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    set_expiry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Expiry"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "channel.is_a_log";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    take_channel: {
        parameters: {
            query: {
                /** @description For other programs, or to read. */
                format: "json" | "html";
            };
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelExport"];
                    "text/html": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "export.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    forward_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewForward"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.closed" | "access.announcers_only";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused" | "forward.too_long";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    hide_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "channel.not_a_conversation";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    show_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "channel.not_a_conversation";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    count_history: {
        parameters: {
            query?: {
                /** @description Only what is older than so many days, 1 to 3,650; left out: all of it. */
                older_than_days?: number;
            };
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clearance"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    clear_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "channel.is_a_log";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_hook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHook"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeHook"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hook.too_many";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    remove_hook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
                hook: components["schemas"]["HookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    edit_hook: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                channel: components["schemas"]["ChannelId"];
                hook: components["schemas"]["HookId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HookPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hook"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            412: components["responses"]["LostRace"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            428: components["responses"]["NoPrecondition"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    renew_hook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
                hook: components["schemas"]["HookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeHook"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    take_log: {
        parameters: {
            query: {
                /** @description To read, or for other programs. */
                format: "pdf" | "csv";
                /** @description The first day, where one is. */
                from?: string;
                /** @description The last day. */
                to?: string;
            };
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": Blob;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "channel.not_a_log";
                    };
                };
            };
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "export.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    make_channel_manager: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
                who: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "channel.admits_all";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    unmake_channel_manager: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
                who: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "channel.admits_all" | "channel.last_manager";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_messages: {
        parameters: {
            query?: {
                /** @description What comes before this place. */
                before?: number;
                /** @description What comes after this place. */
                after?: number;
                /** @description This place, and what surrounds it. */
                around?: number;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Messages"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.closed" | "access.announcers_only";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused" | "log.no_threads" | "thread.required";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    keep_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeptSo"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_channel_people: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_ChannelPerson"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    add_channel_person: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
                who: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "channel.admits_all" | "channel.not_in_project";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    remove_channel_person: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
                who: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.managers_only";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "channel.admits_all" | "channel.last_manager" | "conversation.of_two";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_pins: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Messages"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    place_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelPlace"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "channel.is_main" | "channel.is_a_conversation";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    put_poll: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPoll"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.closed" | "access.announcers_only";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused" | "log.no_polls";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    mark_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadUpTo"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_channel_readers: {
        parameters: {
            query?: {
                /** @description Beginnings of words of a name, an address, a function. */
                q?: string;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Person"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    take_channel_readers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "export.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    schedule_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewScheduledMessage"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledMessage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.closed" | "access.announcers_only";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused" | "log.no_threads" | "scheduled.too_many" | "thread.required";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_entry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: components["schemas"]["EntryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryPage"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    trash_entry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: components["schemas"]["EntryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "document.is_top";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    rename_entry: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                entry: components["schemas"]["EntryId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntryPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "document.name_taken" | "document.is_top";
                    };
                };
            };
            412: components["responses"]["LostRace"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            428: components["responses"]["NoPrecondition"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_content: {
        parameters: {
            query?: {
                /** @description The number of the version; what it holds now where it is left out. */
                revision?: number;
            };
            header?: never;
            path: {
                entry: components["schemas"]["EntryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": Blob;
                };
            };
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": Blob;
                };
            };
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "document.not_a_file";
                    };
                };
            };
            /** @description The bytes asked for begin after the end. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "content.out_of_range" | "content.out_of_range";
                    };
                };
            };
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_entries: {
        parameters: {
            query?: {
                /** @description By what; by name where it is left out. */
                order?: "name" | "changed" | "size";
                /** @description Which way; the least first where it is left out. */
                direction?: "ascending" | "descending";
                /** @description The `next` of the part before. */
                after?: string;
                /** @description Most of them. */
                limit?: number;
            };
            header?: never;
            path: {
                entry: components["schemas"]["EntryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entries"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_folder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: components["schemas"]["EntryId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFolder"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused" | "document.name_taken" | "document.not_a_folder";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    place_entry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: components["schemas"]["EntryId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntryPlace"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "document.name_taken" | "document.is_top" | "document.into_itself" | "document.not_a_folder";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_upload: {
        parameters: {
            query?: never;
            header: {
                "Upload-Length": number;
                "Upload-Metadata": string;
            };
            path: {
                entry: components["schemas"]["EntryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused" | "document.name_taken" | "document.not_a_folder" | "upload.too_many";
                    };
                };
            };
            412: components["responses"]["LostRace"];
            /** @description Over a limit, which `params` names. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body.too_large" | "body.too_deep" | "file.too_large";
                    };
                };
            };
            /** @description Understood, but the content cannot be accepted; `fields` says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body.unacceptable";
                    };
                };
            };
            428: components["responses"]["NoPrecondition"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_file_versions: {
        parameters: {
            query?: {
                /** @description Those before that number; the last ones where it is left out. */
                before?: number;
                /** @description Most of them. */
                limit?: number;
            };
            header?: never;
            path: {
                entry: components["schemas"]["EntryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileVersions"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    name_file_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: components["schemas"]["EntryId"];
                revision: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileVersionName"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    restore_file_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: components["schemas"]["EntryId"];
                revision: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileSeen"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "document.not_a_file";
                    };
                };
            };
            /** @description Somebody was faster: `current` is the thing as it is now. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "edit.lost_race" | "edit.lost_race";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    confirm_email_change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Token"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "link.refused";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session.throttled";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_groups: {
        parameters: {
            query?: {
                /** @description The beginning of a word of the name. */
                q?: string;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_GroupRef"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_by_hook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHookMessage"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostedByHook"];
                };
            };
            400: components["responses"]["Malformed"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "hook.closed" | "hook.maker_may_not" | "hook.maker_suspended";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused" | "log.no_threads" | "thread.required";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hook.too_often" | "session.throttled";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_instance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acceptance"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["Malformed"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "link.refused";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session.throttled";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    inspect_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Token"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationView"];
                };
            };
            400: components["responses"]["Malformed"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "link.refused";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session.throttled";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    edit_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MePatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_app_passwords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_AppPassword"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    make_app_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAppPassword"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeAppPassword"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "session.not_fresh";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "app_password.too_many";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    remove_app_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                app_password: components["schemas"]["AppPasswordId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    catch_up: {
        parameters: {
            query: {
                /** @description What was said from then on. Of a moment more than 93 days ago it is those 93 days. */
                since: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatchUp"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_my_channels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Channel"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_conversations: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Channel"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    open_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConversation"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    set_display: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Display"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Display"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    ask_email_change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAddress"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "session.not_fresh";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session.throttled";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_keywords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keywords"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    set_keywords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Keywords"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keywords"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_message_marks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_MessageMark"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_notification_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationSettings"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    set_notification_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNotificationSettings"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationSettings"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "session.refused";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session.throttled";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    set_photo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/jpeg": Blob;
                "image/png": Blob;
                "image/webp": Blob;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Over a limit, which `params` names. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body.too_large" | "body.too_deep" | "photo.too_large" | "photo.too_many_pixels";
                    };
                };
            };
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            /** @description The disk is full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "storage.full" | "quota.full";
                    };
                };
            };
        };
    };
    remove_photo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_reminders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reminders"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_saved_messages: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedMessages"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_scheduled_messages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_ScheduledMessage"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Session"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    end_other_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: components["schemas"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_my_threads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowedThreads"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    search_messages: {
        parameters: {
            query?: {
                /** @description Words, all of which are in the message: by their stems, whatever their accents and case; sixteen at most. */
                q?: string;
                /** @description Written by this person. */
                author?: components["schemas"]["AccountId"];
                /** @description In this channel. */
                channel?: components["schemas"]["ChannelId"];
                /** @description In the channels of this project. */
                project?: components["schemas"]["ProjectId"];
                /** @description Posted not before. */
                from?: string;
                /** @description Posted before. */
                to?: string;
                /** @description Only those with a link. */
                has_link?: boolean;
                /** @description The `next` of the page before. */
                after?: components["schemas"]["MessageId"];
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundMessages"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    retract_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.announcers_only" | "access.author_only" | "access.closed";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    edit_message: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessagePatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.announcers_only" | "access.author_only" | "access.closed";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "poll.has_votes";
                    };
                };
            };
            412: components["responses"]["LostRace"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            428: components["responses"]["NoPrecondition"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_answers: {
        parameters: {
            query?: {
                /** @description What comes after this place in the thread. */
                after?: number;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Messages"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    pin_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.closed" | "access.announcers_only";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "pin.too_many";
                    };
                };
            };
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    unpin_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.closed" | "access.announcers_only";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    close_poll: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.announcers_only" | "access.author_only" | "access.closed";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_my_vote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ballot"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    vote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Ballot"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.closed";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "poll.closed";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_votes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PollVotes"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "poll.anonymous";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    react: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
                emoji: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.closed";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reaction.too_many";
                    };
                };
            };
            /** @description Understood, but the content cannot be accepted; `fields` says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body.unacceptable" | "body.unacceptable";
                    };
                };
            };
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    unreact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
                emoji: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.closed";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /** @description Understood, but the content cannot be accepted; `fields` says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body.unacceptable" | "body.unacceptable";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    remind_of_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReminder"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reminder.too_many";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    forget_reminder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    resolve_thread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.announcers_only" | "access.closed";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    reopen_thread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.announcers_only" | "access.closed";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    save_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "saved.too_many";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    unsave_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_my_thread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyThread"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    keep_thread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ThreadPatch"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_message_versions: {
        parameters: {
            query?: {
                /** @description Those after this version; without it, from the first. */
                after?: number;
                /** @description 1 to 200; without it, 200. */
                limit?: number;
            };
            header?: never;
            path: {
                message: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageVersions"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_notifications: {
        parameters: {
            query?: {
                /** @description `all` (by default) or `unread`. */
                state?: "all" | "unread";
                /** @description `all` (by default) or `mentions`. */
                about?: "all" | "mentions";
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    read_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadUntil"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    read_notification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                notification: components["schemas"]["NotificationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    unread_notification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                notification: components["schemas"]["NotificationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    ask_password_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Forgotten"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["Malformed"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session.throttled";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    complete_password_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["Malformed"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "link.refused";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session.throttled";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    search_people: {
        parameters: {
            query?: {
                /** @description Beginnings of words of a name, an address, a function. */
                q?: string;
                /** @description Leave out who is in this project. */
                project?: components["schemas"]["ProjectId"];
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Person"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_person: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonSheet"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    approve_project_access: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request: components["schemas"]["ProjectAccessRequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestApproval"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access_request.answered";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    refuse_project_access: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request: components["schemas"]["ProjectAccessRequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestRefusal"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access_request.answered";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_projects: {
        parameters: {
            query?: {
                /** @description `active` (by default) or `archived`. */
                state?: "active" | "archived";
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Project"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_project: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProject"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "project.creation_is_for_administrators";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    edit_project: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            412: components["responses"]["LostRace"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            428: components["responses"]["NoPrecondition"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_project_access_requests: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_ProjectAccessRequest"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    ask_project_access: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccessRequestToProject"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_activity: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Activity"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    archive_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    restore_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_channel_folders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_ChannelFolder"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_channel_folder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChannelFolder"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelFolder"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused" | "channel_folder.too_many";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    remove_channel_folder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
                folder: components["schemas"]["ChannelFolderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    rename_channel_folder: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                project: components["schemas"]["ProjectId"];
                folder: components["schemas"]["ChannelFolderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelFolderPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelFolder"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            412: components["responses"]["LostRace"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            428: components["responses"]["NoPrecondition"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    move_channel_folder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
                folder: components["schemas"]["ChannelFolderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelFolderPlace"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_channels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Channel"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChannel"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "access.managers_only";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused" | "channel.too_many";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_decisions: {
        parameters: {
            query?: {
                /** @description Those before this one. */
                before?: components["schemas"]["MessageId"];
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Messages"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_documents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryPage"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    duplicate_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Duplication"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "project.creation_is_for_administrators";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "draft.reused";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_links: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_ProjectRef"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    link_projects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
                other: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "linked.itself" | "linked.too_many";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    unlink_projects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
                other: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_members: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Member"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    invite_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Invitations"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_InvitationResult"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Over a limit, which `params` names. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body.too_large" | "body.too_deep" | "invitations.too_many";
                    };
                };
            };
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    remove_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
                member: components["schemas"]["MemberId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "project.last_owner";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    edit_member: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                project: components["schemas"]["ProjectId"];
                member: components["schemas"]["MemberId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "project.last_owner";
                    };
                };
            };
            412: components["responses"]["LostRace"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            428: components["responses"]["NoPrecondition"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    accept_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
                member: components["schemas"]["MemberId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    leave_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "project.last_owner" | "project.member_by_group";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    keep_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MinePatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    hand_over_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOwner"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    make_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    unmake_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_trash: {
        parameters: {
            query?: {
                /** @description The `next` of the part before. */
                after?: string;
                /** @description Most of them. */
                limit?: number;
            };
            header?: never;
            path: {
                project: components["schemas"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trash"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancel_scheduled_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scheduled: components["schemas"]["ScheduledMessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "scheduled.being_sent";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    edit_scheduled_message: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                scheduled: components["schemas"]["ScheduledMessageId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduledMessagePatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledMessage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "scheduled.being_sent";
                    };
                };
            };
            412: components["responses"]["LostRace"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            428: components["responses"]["NoPrecondition"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too_often";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    send_scheduled_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scheduled: components["schemas"]["ScheduledMessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "scheduled.being_sent";
                    };
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    search: {
        parameters: {
            query: {
                /** @description The beginning of a word. */
                q: string;
                /** @description 1 to 200, of each kind. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSession"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["Malformed"];
            /** @description Not signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session.none" | "session.refused";
                    };
                };
            };
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "account.deactivated" | "account.access_ended";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session.throttled";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    confirm_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "session.refused";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session.throttled";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    set_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUp"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["Malformed"];
            /** @description Known to exist, but this may not be done; or asked from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.archived" | "access.level_too_low" | "access.managers_only" | "access.not_for_externals" | "access.owners_only" | "access.readers_do_not_write" | "app_password.not_here" | "app_password.one_project" | "app_password.post_only" | "app_password.read_only" | "request.other_origin" | "setup.token_refused";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "setup.already_done";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            /** @description Too often; `Retry-After` says when again. */
            429: {
                headers: {
                    /** @description In seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session.throttled";
                    };
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_templates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Template"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    erase_entry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: components["schemas"]["EntryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    restore_entry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: components["schemas"]["EntryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancel_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    append_upload: {
        parameters: {
            query?: never;
            header: {
                "Upload-Offset": number;
                "Upload-Checksum"?: string | null;
            };
            path: {
                upload: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": Blob;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "upload.offset" | "document.name_taken" | "document.not_a_file";
                    };
                };
            };
            412: components["responses"]["LostRace"];
            /** @description Over a limit, which `params` names. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body.too_large" | "body.too_deep" | "file.too_large";
                    };
                };
            };
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            428: components["responses"]["NoPrecondition"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            /** @description The disk is full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "storage.full";
                    };
                };
            };
        };
    };
    turn_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadTurn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["TooSlow"];
            /** @description Contradicts what is there. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "document.name_taken" | "document.not_a_file";
                    };
                };
            };
            /** @description Somebody was faster: `current` is the thing as it is now. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "edit.lost_race" | "edit.lost_race";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Unacceptable"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
}
