"""The fault catalogue, case by case: which tests play it, and which kills and failing writes.

`make faults` runs what stands here and prints the table from what happened; a case that has
neither says why. Tests are named as pytest names them; one that has parameters counts them all.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Fault:
    """A case: what goes wrong, what plays it; `absent` says why nothing can."""

    number: int
    name: str
    tests: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()  # names of tests.faults.CASES
    absent: str = ""


# What docs/running.md sums up.
GROUPS: Final = {
    "kills and power cuts while sources are added": range(1, 4),
    "an index that is stale, damaged or of another model": range(4, 7),
    "databases and disks: damaged, read-only, full, locked, older, newer": range(7, 13),
    "clocks, second bots, tokens, webhooks": range(13, 18),
    "Telegram fails; kills while people ask and are answered": range(18, 24),
    "what is sent, and what is hidden in it": range(24, 33),
    "hostile words, names, links, buttons and orders": range(33, 43),
    "floods": range(43, 44),
}

_STORE = "knowledge/test_store.py"
_FOLLOWS, _VECTORS = "index/test_search_follows.py", "index/test_vectors.py"
_GROWTH, _LOCK = "index/test_growth.py", "bot/state/test_lock.py"
_INBOX, _PEOPLE = "bot/state/test_inbox.py", "bot/state/test_people.py"
_DELIVERY, _AGAIN = "bot/telegram/test_delivery.py", "bot/telegram/test_coming_again.py"
_TROUBLE, _PROCESS = "bot/telegram/test_trouble.py", "bot/telegram/test_process.py"
_SENDING = "bot/telegram/test_sending.py"
_RENDER, _NET = "bot/telegram/test_render.py", "knowledge/test_net.py"
_SANDBOX, _DOCX = "knowledge/test_sandbox.py", "knowledge/test_docx_reader.py"
_DISKS, _TIMES = "faults/test_disks.py", "faults/test_times.py"
_DAMAGE, _CASES = "faults/test_damage.py", "knowledge/test_fault_cases.py"
_OUTSIDE = "faults/test_from_outside.py"
_DOCTOR = "bot/keeping/test_doctor.py"

WRITES: Final = "writes that fail"
DELIVERY: Final = "delivery"
_IMPORTS: Final = ("add", "replace", "remove", "rebuild")


def _of(path: str, *names: str) -> tuple[str, ...]:
    """The tests of one module."""
    return tuple(f"tests/{path}::test_{name}" for name in names)


CATALOGUE: Final = (
    Fault(
        1,
        "kill during an import",
        _of("bot/cli/test_add_and_sources.py", "adding_the_same_again_changes_nothing")
        + _of("bot/cli/test_adding_folders.py", "the_same_command_goes_on_where_it_stopped"),
        _IMPORTS,
    ),
    Fault(
        2,
        "kill between commit and index",
        _of(_GROWTH, "while_vectors_are_lacking_words_alone_find")
        + _of("bot/test_card.py", "a_card_says_first_that_not_all_was_searched"),
        ("rebuild",),
    ),
    Fault(
        3,
        "power cut",
        _of(_DAMAGE, "every_commit_waits_for_the_disk"),
    ),
    Fault(
        4,
        "index older or newer than the library",
        _of(_DAMAGE, "an_index_that_is_ahead_of_a_library_that_was_put_back_finds_no_ghosts")
        + _of(_FOLLOWS, "what_another_process_takes_out_is_no_ghost")
        + _of(_GROWTH, "a_source_that_is_gone_is_no_hit_even_before_the_index_knows")
        + _of(_VECTORS, "of_a_file_that_is_behind_the_rest_is_read"),
    ),
    Fault(
        5,
        "index of another model or analyser",
        _of(_VECTORS, "a_file_of_another_model_is_set_aside")
        + _of(_VECTORS, "a_manifest_that_lies_about_the_dimension_is_not_believed")
        + _of(_FOLLOWS, "another_model_gets_vectors_of_its_own")
        + _of("index/test_without_asserts.py", "what_guards_the_cache_is_no_assert"),
    ),
    Fault(
        6,
        "corrupt, cut, empty or foreign vector file",
        _of(_VECTORS, "one_flipped_bit_is_noticed", "a_file_without_a_good_manifest_is_set_aside")
        + _of(_FOLLOWS, "whatever_is_damaged_is_set_aside_with_one_line_and_made_again")
        + _of(_FOLLOWS, "whatever_is_deleted_is_made_again"),
    ),
    Fault(
        7,
        "corrupt page of a database",
        _of(_DAMAGE, "no_damaged_page_of_the_library_gives_a_wrong_quote")
        + _of(_STORE, "a_damaged_database_is_told_in_one_line")
        + _of(_STORE, "damage_within_a_database_is_told_when_it_is_met")
        + _of(_PEOPLE, "a_damaged_database_is_told_in_one_line_and_left_as_it_is")
        + _of(_DOCTOR, "a_changed_letter_in_a_stored_text_is_found", "a_damaged_database_is_found")
        + _of(
            "bot/answering/test_answerer.py",
            "a_passage_that_was_changed_behind_our_back_is_not_quoted_and_the_log_counts_it",
        ),
    ),
    Fault(
        8,
        "read-only disk, no permission",
        _of(_DISKS, "on_a_read_only_disk_questions_are_answered_and_notes_refused")
        + _of(_DISKS, "a_folder_that_cannot_be_read_either_is_told_in_one_line")
        + _of(_AGAIN, "what_cannot_be_stored_is_not_acknowledged_and_comes_again"),
    ),
    Fault(
        9,
        "disk full",
        _of(_DISKS, "a_full_disk_loses_nothing_and_is_told")
        + _of(_DISKS, "without_room_nothing_is_imported")
        + _of("bot/keeping/test_backup.py", "a_full_disk_leaves_no_part_of_a_backup"),
        (WRITES,),
    ),
    Fault(
        10,
        "database locked",
        _of(_STORE, "a_writer_waits_for_another_and_is_told_when_it_takes_too_long")
        + _of(_STORE, "two_writers_at_once_both_get_their_turn")
        + _of(_INBOX, "a_failed_write_leaves_the_inbox_usable")
        + _of(_AGAIN, "an_inbox_that_refuses_for_a_while_delays_an_answer_and_doubles_none"),
    ),
    Fault(
        11,
        "long reader or writer",
        _of(_STORE, "a_write_that_found_the_database_busy_at_its_end_leaves_it_usable")
        + _of(_INBOX, "a_write_that_found_the_database_busy_at_its_end_leaves_the_inbox_usable")
        + _of(_GROWTH, "a_large_change_is_written_and_embedded_in_slices"),
    ),
    Fault(
        12,
        "schema older or newer",
        _of("faults/test_migrations.py", "an_older_library_is_brought_up_to_date_after_a_copy")
        + _of("faults/test_migrations.py", "an_older_inbox_is_brought_up_to_date_after_a_copy")
        + _of("faults/test_migrations.py", "a_copy_goes_after_a_day_or_with_what_is_removed")
        + _of("faults/test_migrations.py", "without_room_for_a_copy_the_old_database_stays")
        + _of(_STORE, "a_database_of_a_newer_version_is_refused")
        + _of(_PEOPLE, "a_database_of_a_newer_version_is_refused_and_left_as_it_is"),
        ("change-knowledge", "change-people"),
    ),
    Fault(
        13,
        "clock jumps",
        _of(_TIMES, "a_clock_that_jumps_loses_and_doubles_no_question")
        + _of(_TIMES, "a_clock_that_jumps_changes_no_source")
        + _of(_DOCTOR, "a_clock_that_runs_behind_is_found"),
    ),
    Fault(
        14,
        "two bots on one data folder",
        _of(_PROCESS, "a_second_bot_on_a_data_folder_is_refused_and_names_the_first")
        + _of(
            "bot/state/test_lock.py", "a_second_bot_is_refused_and_told_the_process_of_the_first"
        )
        + _of(_LOCK, "a_killed_bot_leaves_the_folder_free"),
    ),
    Fault(
        15,
        "two pollers, one token",
        _of(_TROUBLE, "a_second_poller_ends_the_bot_at_the_third_conflict"),
    ),
    Fault(
        16,
        "a webhook left set",
        _of(_TROUBLE, "a_webhook_that_was_left_set_is_told_and_what_waits_is_answered"),
    ),
    Fault(
        17,
        "token revoked",
        _of(
            _TROUBLE,
            "a_refused_token_ends_the_bot_at_the_start",
            "a_token_that_is_revoked_ends_the_bot",
        )
        + _of(_PROCESS, "a_refused_token_is_told_in_one_line_without_the_token"),
    ),
    Fault(
        18,
        "Telegram says: too many",
        _of("bot/demo/test_faults.py", "a_flood_lasts_as_often_as_it_was_told")
        + _of(_SENDING, "an_answer_that_did_not_arrive_is_sent_again_and_arrives_once"),
    ),
    Fault(
        19,
        "Telegram fails, breaks off or is slow",
        _of(_SENDING, "an_answer_that_did_not_arrive_is_sent_again_and_arrives_once")
        + _of(_SENDING, "a_timed_out_answer_may_have_arrived_and_is_not_repeated")
        + _of(_SENDING, "a_connection_lost_after_sending_gives_at_most_one_answer_too_many")
        + _of(_SENDING, "without_a_connection_an_answer_waits_until_there_is_one"),
    ),
    Fault(
        20,
        "an update comes twice",
        _of(_DELIVERY, "an_update_that_comes_twice_is_answered_once")
        + _of(_INBOX, "a_repeated_update_is_known_while_it_waits_and_after"),
        ("answer",),
    ),
    Fault(
        21,
        "kill between handling and confirming",
        _of(
            _PROCESS,
            "questions_under_way_when_the_bot_is_killed_are_answered_by_the_next_in_order",
        )
        + _of(_DELIVERY, "an_answer_cut_off_between_two_messages_goes_on_where_it_was")
        + _of(
            _DELIVERY, "a_question_that_ends_the_process_three_times_is_given_up_with_an_excuse"
        ),
        ("answer", "hand-in", "let-in", "erase", DELIVERY),
    ),
    Fault(
        22,
        "many updates waited for long",
        _of(
            "bot/telegram/test_late.py",
            "older_questions_make_one_message_that_asks_them_again",
            "questions_that_were_asked_again_are_not_asked_about_once_more",
        )
        + _of(_AGAIN, "what_waited_for_hours_is_given_up_with_an_excuse_and_wiped")
        + _of(_DELIVERY, "what_was_stored_and_not_answered_is_answered_after_a_restart_in_order"),
    ),
    Fault(
        23,
        "blocked, gone or moved chat",
        _of(
            _SENDING,
            "somebody_who_blocked_the_bot_is_unreachable",
            "a_chat_that_is_gone_is_unreachable",
        )
        + _of(_SENDING, "a_chat_that_moved_is_followed")
        + _of(_TROUBLE, "somebody_who_blocked_the_bot_holds_up_nothing"),
    ),
    Fault(
        24,
        "edit, album, voice, sticker, empty text",
        _of("bot/telegram/test_application.py", "what_is_no_text_gets_an_answer_too")
        + _of("bot/test_conversation.py", "what_is_no_text_is_answered_with_what_to_do"),
    ),
    Fault(
        25,
        "an address that leads into the own network",
        _of(_NET, "case_25_what_leads_into_the_own_network_is_refused_without_a_connection")
        + _of(_NET, "case_25_every_hop_is_checked", "case_25_no_proxy_of_the_environment_is_used")
        + _of(_NET, "case_25_what_is_too_large_is_refused_also_when_it_came_packed")
        + _of(_NET, "the_connection_goes_to_the_address_that_was_checked"),
    ),
    Fault(
        26,
        "PDF: bomb, loop, locked, scan, endless",
        _of(_SANDBOX, "case_26_a_parser_that_loops_is_stopped")
        + _of(_SANDBOX, "case_26_a_parser_that_takes_all_memory_is_stopped")
        + _of(
            "knowledge/test_pdf_reader.py",
            "case_26_a_scan_without_text_is_refused",
            "case_26_a_pdf_that_is_cut_off_or_too_long_is_refused",
            "case_26_a_bomb_in_a_stream_costs_no_more_than_a_refusal",
        ),
    ),
    Fault(
        27,
        "Word: bomb, macro, links out",
        _of(_DOCX, "case_27_a_word_file_with_more_than_a_text_in_it_is_refused")
        + _of(_DOCX, "case_27_pictures_and_files_elsewhere_are_not_opened"),
    ),
    Fault(
        28,
        "wrong extension, too large",
        _of(
            "knowledge/test_formats.py",
            "case_28_a_lying_extension_is_refused_before_anything_is_read",
            "case_28_what_is_too_large_is_refused",
        ),
    ),
    Fault(
        29,
        "scripts and hidden text in a page",
        _of(
            "knowledge/test_html_reader.py",
            "case_29_scripts_and_styles_are_no_text_at_all",
            "case_29_furniture_and_hidden_text_are_left_out_and_reported",
        ),
    ),
    Fault(
        30,
        "sheets and their formulas",
        _of(_CASES, "case_30_a_sheet_is_no_source_and_its_formulas_go_nowhere"),
    ),
    Fault(
        31,
        "bytes that are no text",
        _of(
            "knowledge/test_decoding.py",
            "case_31_a_broken_byte_or_a_zero_among_many_letters_harms_no_other_letter",
            "case_31_text_with_more_broken_than_one_in_a_hundred_is_refused",
        )
        + _of(
            "knowledge/test_html_reader.py",
            "case_31_a_character_that_is_half_a_pair_reaches_no_text",
        ),
    ),
    Fault(
        32,
        "letters that nobody sees, or that look alike",
        _of(
            _CASES,
            "case_32_a_sign_that_nobody_sees_hides_no_word",
            "case_32_words_of_two_alphabets_are_told_and_others_are_not",
        ),
    ),
    Fault(
        33,
        "huge messages",
        _of(_RENDER, "any_reply_makes_messages_that_telegram_accepts")
        + _of(
            "bot/answering/test_answerer.py", "the_longest_question_that_is_allowed_is_answered"
        ),
    ),
    Fault(
        34,
        "paths in names",
        _of(
            _CASES,
            "case_34_an_export_whose_id_leads_elsewhere_is_refused",
            "case_34_a_title_full_of_paths_becomes_a_plain_name",
        ),
    ),
    Fault(
        35,
        "a question that is a query",
        _of(
            "index/test_store.py",
            "no_question_is_read_as_a_query",
            "words_of_the_query_language_are_words",
        ),
    ),
    Fault(
        36,
        "SQL in a name",
        _of(_OUTSIDE, "what_looks_like_sql_is_only_words"),
    ),
    Fault(
        37,
        "markup in a text",
        _of(_RENDER, "markup_in_a_text_is_text")
        + _of(_SENDING, "refused_entities_leave_the_words_and_the_buttons"),
    ),
    Fault(
        38,
        "false links",
        _of(_RENDER, "only_https_addresses_become_links")
        + _of(
            "bot/answering/test_links.py",
            "any_words_make_a_link_of_printable_ascii_without_spaces",
        ),
    ),
    Fault(
        39,
        "forged or stale button",
        _of(
            "bot/telegram/test_application.py",
            "a_press_of_no_known_button_has_expired_and_asks_nothing",
            "a_press_below_a_message_that_is_gone_has_expired",
        )
        + _of(_OUTSIDE, "no_payload_from_outside_trips_the_bot"),
    ),
    Fault(
        40,
        "groups",
        _of(
            "bot/telegram/test_in_groups.py",
            "a_command_a_mention_and_a_reply_are_answered_and_nothing_else",
        ),
    ),
    Fault(
        41,
        "orders in a question, source or name",
        _of(_OUTSIDE, "an_order_in_a_source_is_only_quoted")
        + _of(
            "bot/answering/test_laws.py",
            "every_quotation_is_a_slice_of_whole_sentences_within_one_passage",
        ),
    ),
    Fault(42, "a language model that fails", absent="there is none"),
    Fault(
        43,
        "flood",
        _of(
            "bot/telegram/test_crowd.py",
            "a_flood_of_one_person_does_not_hold_up_another",
            "of_a_flood_no_more_is_stored_than_may_be_answered",
            "no_button_waits_in_a_flood_of_presses",
            "when_too_many_wait_the_next_person_reads_that_it_is_busy",
        )
        + _of("bot/test_floods.py", "a_flood_gets_one_word_and_no_work")
        + _of("bot/test_floods.py", "strangers_cannot_switch_the_bot_off_for_who_may_ask")
        + _of("bot/test_floods.py", "no_limit_refuses_a_right"),
    ),
)
