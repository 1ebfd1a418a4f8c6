"""The tables of the first release."""

import sqlalchemy as sa
from alembic import op

import agenda.infra.db

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts',
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sign_in_name', sa.String(length=200), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('is_administrator', sa.Boolean(), nullable=False),
    sa.Column('created_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('password_set_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('locked_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('closed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("closed_at IS NULL OR password_hash = ''", name=op.f('ck_accounts_closed')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_accounts')),
    sa.UniqueConstraint('sign_in_name', name=op.f('uq_accounts_sign_in_name'))
    )
    op.create_table('leases',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('holder', sa.String(length=80), nullable=False),
    sa.Column('until', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_leases'))
    )
    op.create_table('ledger_salts',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=16), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_ledger_salts'))
    )
    op.create_table('ledger_seals',
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('sealed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('entries', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('size', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('root', sa.String(length=64), nullable=False),
    sa.Column('previous', sa.String(length=64), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('peaks', sa.Text(), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_ledger_seals_number')),
    sa.CheckConstraint('size >= 1 AND entries >= 1', name=op.f('ck_ledger_seals_counts')),
    sa.PrimaryKeyConstraint('neighbourhood_id', 'number', name=op.f('pk_ledger_seals'))
    )
    op.create_index('uq_ledger_seals_digest', 'ledger_seals', ['neighbourhood_id', 'digest'], unique=True)
    op.create_table('ledger_streams',
    sa.Column('stream', sa.String(length=64), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('length', sa.Integer(), nullable=False),
    sa.Column('head', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('stream', name=op.f('pk_ledger_streams'))
    )
    op.create_table('neighbourhoods',
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('subdistrict', sa.String(length=80), nullable=False),
    sa.PrimaryKeyConstraint('neighbourhood_id', name=op.f('pk_neighbourhoods')),
    sa.UniqueConstraint('name', name=op.f('uq_neighbourhoods_name'))
    )
    op.create_table('private_logs',
    sa.Column('log_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('occurred_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=80), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('about_person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('payload', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('log_id', name=op.f('pk_private_logs'))
    )
    op.create_index(op.f('ix_private_logs_about_person_id'), 'private_logs', ['about_person_id'], unique=False)
    op.create_index(op.f('ix_private_logs_neighbourhood_id_occurred_at'), 'private_logs', ['neighbourhood_id', 'occurred_at'], unique=False)
    op.create_table('rate_counters',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('began_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('uses', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('key', 'began_at', name=op.f('pk_rate_counters'))
    )
    op.create_index(op.f('ix_rate_counters_began_at'), 'rate_counters', ['began_at'], unique=False)
    op.create_table('search_texts',
    sa.Column('search_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('ref_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('search_id', name=op.f('pk_search_texts')),
    sa.UniqueConstraint('neighbourhood_id', 'kind', 'ref_id', name=op.f('uq_search_texts_neighbourhood_id_kind_ref_id'))
    )
    op.create_table('areas',
    sa.Column('area_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('parent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('kind', sa.Enum('neighbourhood', 'compound', 'building', 'unit', name='areakind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('path', sa.String(length=250), nullable=False),
    sa.CheckConstraint("(parent_id IS NULL) = (kind = 'neighbourhood')", name=op.f('ck_areas_root')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_areas_neighbourhood_id')),
    sa.ForeignKeyConstraint(['parent_id'], ['areas.area_id'], name=op.f('fk_areas_parent_id')),
    sa.PrimaryKeyConstraint('area_id', name=op.f('pk_areas')),
    sa.UniqueConstraint('neighbourhood_id', 'path', name=op.f('uq_areas_neighbourhood_id_path'))
    )
    op.create_table('building_groups',
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('leader_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_building_groups_neighbourhood_id')),
    sa.PrimaryKeyConstraint('group_id', name=op.f('pk_building_groups')),
    sa.UniqueConstraint('neighbourhood_id', 'name', name=op.f('uq_building_groups_neighbourhood_id_name'))
    )
    op.create_table('ledger_events',
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('stream', sa.String(length=64), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('occurred_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('recorded_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=80), nullable=False),
    sa.Column('actor', sa.String(length=40), nullable=False),
    sa.Column('cause_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('payload', sa.Text(), nullable=False),
    sa.Column('previous_hash', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['stream'], ['ledger_streams.stream'], name=op.f('fk_ledger_events_stream')),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_ledger_events')),
    sa.UniqueConstraint('stream', 'position', name=op.f('uq_ledger_events_stream_position'))
    )
    op.create_index(op.f('ix_ledger_events_neighbourhood_id_occurred_at'), 'ledger_events', ['neighbourhood_id', 'occurred_at'], unique=False)
    op.create_index(op.f('ix_ledger_events_proposal_id_position'), 'ledger_events', ['proposal_id', 'position'], unique=False)
    op.create_table('ledger_sealed_heads',
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('seal_number', sa.Integer(), nullable=False),
    sa.Column('stream', sa.String(length=64), nullable=False),
    sa.Column('length', sa.Integer(), nullable=False),
    sa.Column('head', sa.String(length=64), nullable=False),
    sa.CheckConstraint('place >= 0 AND length >= 1', name=op.f('ck_ledger_sealed_heads_counts')),
    sa.ForeignKeyConstraint(['neighbourhood_id', 'seal_number'], ['ledger_seals.neighbourhood_id', 'ledger_seals.number'], name=op.f('fk_ledger_sealed_heads_neighbourhood_id_seal_number')),
    sa.PrimaryKeyConstraint('neighbourhood_id', 'place', name=op.f('pk_ledger_sealed_heads')),
    sa.UniqueConstraint('neighbourhood_id', 'stream', 'length', name=op.f('uq_ledger_sealed_heads_neighbourhood_id_stream_length'))
    )
    op.create_table('one_time_links',
    sa.Column('link_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('purpose', sa.Enum('administrator', 'recovery', name='linkpurpose', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('issued_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('used_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('voided_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('used_at IS NULL OR voided_at IS NULL', name=op.f('ck_one_time_links_ended_once')),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.account_id'], name=op.f('fk_one_time_links_account_id')),
    sa.PrimaryKeyConstraint('link_id', name=op.f('pk_one_time_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_one_time_links_token_hash'))
    )
    op.create_index('uq_one_time_links_open', 'one_time_links', ['account_id'], unique=True, sqlite_where=sa.text('used_at IS NULL AND voided_at IS NULL'), postgresql_where=sa.text('used_at IS NULL AND voided_at IS NULL'))
    op.create_table('procedure_versions',
    sa.Column('procedure_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('data', sa.Text(), nullable=False),
    sa.Column('decision', sa.String(length=300), nullable=False),
    sa.Column('in_force_from', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_procedure_versions_neighbourhood_id')),
    sa.PrimaryKeyConstraint('procedure_id', name=op.f('pk_procedure_versions')),
    sa.UniqueConstraint('neighbourhood_id', 'number', name=op.f('uq_procedure_versions_neighbourhood_id_number'))
    )
    op.create_table('bodies',
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('residents_committee', 'homeowners_committee', 'property_company', 'social_organization', 'activity_team', 'party_organization', 'supervision_committee', 'subdistrict_office', name='bodykind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('short_name', sa.String(length=40), nullable=False),
    sa.Column('about', sa.String(length=500), nullable=False),
    sa.Column('compound_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['compound_id'], ['areas.area_id'], name=op.f('fk_bodies_compound_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_bodies_neighbourhood_id')),
    sa.PrimaryKeyConstraint('body_id', name=op.f('pk_bodies')),
    sa.UniqueConstraint('neighbourhood_id', 'name', name=op.f('uq_bodies_neighbourhood_id_name'))
    )
    op.create_table('households',
    sa.Column('household_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('compound_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('building_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('room', sa.String(length=20), nullable=False),
    sa.Column('exclusive_area', sa.Integer(), nullable=False),
    sa.Column('parking_area', sa.Integer(), nullable=False),
    sa.Column('is_developer_stock', sa.Boolean(), nullable=False),
    sa.CheckConstraint('exclusive_area >= 0', name=op.f('ck_households_area')),
    sa.CheckConstraint('parking_area >= 0', name=op.f('ck_households_parking')),
    sa.ForeignKeyConstraint(['building_id'], ['areas.area_id'], name=op.f('fk_households_building_id')),
    sa.ForeignKeyConstraint(['compound_id'], ['areas.area_id'], name=op.f('fk_households_compound_id')),
    sa.ForeignKeyConstraint(['group_id'], ['building_groups.group_id'], name=op.f('fk_households_group_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_households_neighbourhood_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['areas.area_id'], name=op.f('fk_households_unit_id')),
    sa.PrimaryKeyConstraint('household_id', name=op.f('pk_households')),
    sa.UniqueConstraint('unit_id', 'room', name=op.f('uq_households_unit_id_room'))
    )
    op.create_index(op.f('ix_households_group_id'), 'households', ['group_id'], unique=False)
    op.create_index(op.f('ix_households_neighbourhood_id_compound_id_building_id_unit_id'), 'households', ['neighbourhood_id', 'compound_id', 'building_id', 'unit_id'], unique=False)
    op.create_table('outbox_messages',
    sa.Column('message_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('consumer', sa.String(length=40), nullable=False),
    sa.Column('handled_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('last_error', sa.Text(), nullable=True),
    sa.Column('not_before', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['ledger_events.event_id'], name=op.f('fk_outbox_messages_event_id')),
    sa.PrimaryKeyConstraint('message_id', name=op.f('pk_outbox_messages')),
    sa.UniqueConstraint('event_id', 'consumer', name=op.f('uq_outbox_messages_event_id_consumer'))
    )
    op.create_index(op.f('ix_outbox_messages_consumer_handled_at_message_id'), 'outbox_messages', ['consumer', 'handled_at', 'message_id'], unique=False)
    op.create_table('persons',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('roster_key', sa.String(length=200), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('mobile', sa.String(length=20), nullable=True),
    sa.Column('email', sa.String(length=200), nullable=True),
    sa.Column('postal_address', sa.String(length=300), nullable=True),
    sa.Column('household_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('relation', sa.Enum('owner', 'family', 'tenant', name='relation', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('is_adult', sa.Boolean(), nullable=False),
    sa.Column('is_household_representative', sa.Boolean(), nullable=False),
    sa.Column('represents_group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('age_band', sa.Enum('18-29', '30-44', '45-59', '60-74', '75+', name='ageband', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('shown_as', sa.Enum('masked', 'anonymous', name='shownas', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('ledger_key', sa.LargeBinary(length=32), nullable=True),
    sa.Column('verified_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('contact_corrected_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('moved_out_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(household_id IS NULL) = (relation IS NULL)', name=op.f('ck_persons_relation_to_a_home')),
    sa.ForeignKeyConstraint(['household_id'], ['households.household_id'], name=op.f('fk_persons_household_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_persons_neighbourhood_id')),
    sa.ForeignKeyConstraint(['represents_group_id'], ['building_groups.group_id'], name=op.f('fk_persons_represents_group_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_persons')),
    sa.UniqueConstraint('neighbourhood_id', 'roster_key', name=op.f('uq_persons_neighbourhood_id_roster_key'))
    )
    op.create_index(op.f('ix_persons_household_id_is_adult'), 'persons', ['household_id', 'is_adult'], unique=False)
    op.create_index(op.f('ix_persons_neighbourhood_id_household_id'), 'persons', ['neighbourhood_id', 'household_id'], unique=False)
    op.create_table('account_sessions',
    sa.Column('session_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('authenticated_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('device', sa.String(length=60), nullable=False),
    sa.Column('ended_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.account_id'], name=op.f('fk_account_sessions_account_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_account_sessions_person_id')),
    sa.PrimaryKeyConstraint('session_id', name=op.f('pk_account_sessions')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_account_sessions_token_hash'))
    )
    op.create_index(op.f('ix_account_sessions_account_id_ended_at'), 'account_sessions', ['account_id', 'ended_at'], unique=False)
    op.create_table('applications',
    sa.Column('application_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('building_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('unit', sa.String(length=80), nullable=False),
    sa.Column('room', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('contact', sa.String(length=200), nullable=False),
    sa.Column('relation', sa.Enum('owner', 'family', 'tenant', name='relation', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'verified', 'declined', name='applicationstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('level', sa.Enum('residents_committee', 'supervision_committee', 'subdistrict_office', name='level', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('submitted_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('due_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('decided_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('erased_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name=op.f('ck_applications_decided')),
    sa.CheckConstraint("state <> 'declined' OR reason <> ''", name=op.f('ck_applications_declined')),
    sa.CheckConstraint("state <> 'verified' OR person_id IS NOT NULL", name=op.f('ck_applications_verified')),
    sa.ForeignKeyConstraint(['building_id'], ['areas.area_id'], name=op.f('fk_applications_building_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_applications_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_applications_person_id')),
    sa.PrimaryKeyConstraint('application_id', name=op.f('pk_applications')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_applications_code_hash'))
    )
    op.create_index('ix_applications_due', 'applications', ['due_at'], unique=False, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
    op.create_index(op.f('ix_applications_neighbourhood_id_state_due_at'), 'applications', ['neighbourhood_id', 'state', 'due_at'], unique=False)
    op.create_index('uq_applications_waiting', 'applications', ['neighbourhood_id', 'building_id', 'room', 'name'], unique=True, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
    op.create_table('attachments',
    sa.Column('attachment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('subject', sa.Enum('proposal', 'task_report', 'position', 'ballot_paper', name='subject', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('subject_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token', sa.String(length=43), nullable=False),
    sa.Column('name', sa.String(length=32), nullable=False),
    sa.Column('small_name', sa.String(length=32), nullable=True),
    sa.Column('media', sa.Enum('image/jpeg', 'image/png', 'image/webp', 'application/pdf', name='media', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=True),
    sa.Column('height', sa.Integer(), nullable=True),
    sa.Column('caption', sa.String(length=80), nullable=False),
    sa.Column('uploaded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('uploaded_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('removed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('hidden_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(media = 'application/pdf') = (small_name IS NULL)", name=op.f('ck_attachments_small')),
    sa.CheckConstraint('(small_name IS NULL) = (width IS NULL)', name=op.f('ck_attachments_width')),
    sa.CheckConstraint('size > 0', name=op.f('ck_attachments_size')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_attachments_neighbourhood_id')),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['persons.person_id'], name=op.f('fk_attachments_uploaded_by_id')),
    sa.PrimaryKeyConstraint('attachment_id', name=op.f('pk_attachments')),
    sa.UniqueConstraint('name', name=op.f('uq_attachments_name')),
    sa.UniqueConstraint('token', name=op.f('uq_attachments_token'))
    )
    op.create_index(op.f('ix_attachments_neighbourhood_id_uploaded_by_id_uploaded_at'), 'attachments', ['neighbourhood_id', 'uploaded_by_id', 'uploaded_at'], unique=False)
    op.create_index(op.f('ix_attachments_small_name'), 'attachments', ['small_name'], unique=False)
    op.create_index(op.f('ix_attachments_subject_subject_id'), 'attachments', ['subject', 'subject_id'], unique=False)
    op.create_table('consents',
    sa.Column('consent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('purpose', sa.Enum('privacy', 'age_band', name='purpose', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('version', sa.String(length=20), nullable=False),
    sa.Column('given_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_consents_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_consents_person_id')),
    sa.PrimaryKeyConstraint('consent_id', name=op.f('pk_consents'))
    )
    op.create_index('uq_consents_given', 'consents', ['person_id', 'purpose'], unique=True, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.create_table('duties',
    sa.Column('duty_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('finish_draft', 'screen', 'answer_appeal', 'answer_merge', 'gather_cosigns', 'cast_votes', 'enter_paper', 'route', 'answer_referral', 'answer_request', 'convene_meeting', 'decide_amendment', 'decide_removal', 'answer_removal_appeal', 'file_position', 'remind_party', 'answer_conditions', 'answer_recusal', 'confirm_minutes', 'publish_minutes', 'conclude_deliberation', 'convene_decision', 'open_owners_ballot', 'cast_owners_ballot', 'decide_correction', 'confirm_count', 'post_result', 'answer_objection', 'review_objection', 'carry_out_task', 'report_progress', 'follow_up_task', 'answer_survey', 'grade_at_meeting', 'file_rectification', 'resume', name='dutykind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('subject_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('bearer', sa.Enum('body', 'person', 'residents', 'owners', 'clock', 'office', name='bearer', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('opened_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('due_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('suspended_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ending', sa.String(length=10), nullable=True),
    sa.CheckConstraint("(bearer = 'body') = (body_id IS NOT NULL)", name=op.f('ck_duties_body')),
    sa.CheckConstraint("(bearer = 'person') = (person_id IS NOT NULL)", name=op.f('ck_duties_person')),
    sa.CheckConstraint('(ended_at IS NULL) = (ending IS NULL)', name=op.f('ck_duties_ended')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_duties_body_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_duties_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_duties_person_id')),
    sa.PrimaryKeyConstraint('duty_id', name=op.f('pk_duties'))
    )
    op.create_index('ix_duties_body', 'duties', ['neighbourhood_id', 'body_id', 'due_at'], unique=False)
    op.create_index('ix_duties_due', 'duties', ['due_at'], unique=False, sqlite_where=sa.text('ended_at IS NULL AND suspended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL AND suspended_at IS NULL'))
    op.create_index('uq_duties_open', 'duties', ['proposal_id', 'kind', 'subject_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('invitations',
    sa.Column('invitation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('issued_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('used_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('voided_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('used_at IS NULL OR voided_at IS NULL', name=op.f('ck_invitations_ended_once')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_invitations_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_invitations_person_id')),
    sa.PrimaryKeyConstraint('invitation_id', name=op.f('pk_invitations')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_invitations_code_hash'))
    )
    op.create_index(op.f('ix_invitations_neighbourhood_id_person_id'), 'invitations', ['neighbourhood_id', 'person_id'], unique=False)
    op.create_index('uq_invitations_open', 'invitations', ['person_id'], unique=True, sqlite_where=sa.text('used_at IS NULL AND voided_at IS NULL'), postgresql_where=sa.text('used_at IS NULL AND voided_at IS NULL'))
    op.create_table('letters',
    sa.Column('letter_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('notice', 'reminder', 'digest', name='letterkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('mailing', sa.Enum('own', 'duties', 'topics', 'reminders', 'digest', name='mailing', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('about_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('queued_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('send_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('last_error', sa.String(length=200), nullable=False),
    sa.Column('sent_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('dropped_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('sent_at IS NULL OR dropped_at IS NULL', name=op.f('ck_letters_ended_once')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_letters_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_letters_person_id')),
    sa.PrimaryKeyConstraint('letter_id', name=op.f('pk_letters')),
    sa.UniqueConstraint('person_id', 'kind', 'about_id', name=op.f('uq_letters_person_id_kind_about_id'))
    )
    op.create_index(op.f('ix_letters_neighbourhood_id_send_at'), 'letters', ['neighbourhood_id', 'send_at'], unique=False)
    op.create_index(op.f('ix_letters_sent_at_dropped_at_send_at'), 'letters', ['sent_at', 'dropped_at', 'send_at'], unique=False)
    op.create_table('memberships',
    sa.Column('membership_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('joined_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.account_id'], name=op.f('fk_memberships_account_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_memberships_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_memberships_person_id')),
    sa.PrimaryKeyConstraint('membership_id', name=op.f('pk_memberships')),
    sa.UniqueConstraint('account_id', 'neighbourhood_id', name=op.f('uq_memberships_account_id_neighbourhood_id')),
    sa.UniqueConstraint('person_id', name=op.f('uq_memberships_person_id'))
    )
    op.create_table('notice_choices',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token', sa.String(length=64), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('wants_own', sa.Boolean(), nullable=False),
    sa.Column('wants_duties', sa.Boolean(), nullable=False),
    sa.Column('wants_topics', sa.Boolean(), nullable=False),
    sa.Column('wants_reminders', sa.Boolean(), nullable=False),
    sa.Column('wants_digest', sa.Boolean(), nullable=False),
    sa.Column('quiet_from', sa.Integer(), nullable=False),
    sa.Column('quiet_to', sa.Integer(), nullable=False),
    sa.CheckConstraint("language IN ('zh', 'en')", name=op.f('ck_notice_choices_language')),
    sa.CheckConstraint('quiet_from BETWEEN 0 AND 23 AND quiet_to BETWEEN 0 AND 23', name=op.f('ck_notice_choices_hours')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_notice_choices_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_notice_choices_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_notice_choices')),
    sa.UniqueConstraint('token', name=op.f('uq_notice_choices_token'))
    )
    op.create_index(op.f('ix_notice_choices_neighbourhood_id'), 'notice_choices', ['neighbourhood_id'], unique=False)
    op.create_table('ownerships',
    sa.Column('ownership_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('household_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('since', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['household_id'], ['households.household_id'], name=op.f('fk_ownerships_household_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_ownerships_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_ownerships_person_id')),
    sa.PrimaryKeyConstraint('ownership_id', name=op.f('pk_ownerships')),
    sa.UniqueConstraint('household_id', 'person_id', name=op.f('uq_ownerships_household_id_person_id'))
    )
    op.create_index(op.f('ix_ownerships_neighbourhood_id_person_id'), 'ownerships', ['neighbourhood_id', 'person_id'], unique=False)
    op.create_table('paper_stacks',
    sa.Column('stack_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('cosign_sheet', 'vote_slip', 'ballot_box', 'owners_ballot', name='stackkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('subject_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sheets', sa.Integer(), nullable=False),
    sa.Column('entries', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('registered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('registered_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('opens_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('handed_over_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('closed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind = 'cosign_sheet' OR entries = sheets", name=op.f('ck_paper_stacks_one_entry_a_sheet')),
    sa.CheckConstraint('entries BETWEEN sheets AND sheets * 12', name=op.f('ck_paper_stacks_entries')),
    sa.CheckConstraint('sheets BETWEEN 1 AND 5000', name=op.f('ck_paper_stacks_sheets')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_paper_stacks_body_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_paper_stacks_neighbourhood_id')),
    sa.ForeignKeyConstraint(['registered_by_id'], ['persons.person_id'], name=op.f('fk_paper_stacks_registered_by_id')),
    sa.PrimaryKeyConstraint('stack_id', name=op.f('pk_paper_stacks'))
    )
    op.create_index(op.f('ix_paper_stacks_neighbourhood_id_closed_at'), 'paper_stacks', ['neighbourhood_id', 'closed_at'], unique=False)
    op.create_index(op.f('ix_paper_stacks_proposal_id_kind'), 'paper_stacks', ['proposal_id', 'kind'], unique=False)
    op.create_table('proposals',
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('stepped_down_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('scope_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('scope_kind', sa.Enum('neighbourhood', 'compound', 'building', 'unit', name='scopekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('topic', sa.Enum('lifts', 'repairs', 'fund', 'property_service', 'owners_affairs', 'parking', 'ebikes', 'ev_charging', 'fire_safety', 'waste', 'noise', 'pets', 'security', 'illegal_use', 'green_space', 'children', 'elderly', 'facilities', 'activities', name='topic', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('matter', sa.Text(), nullable=False),
    sa.Column('remedy', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('revised_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('created_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('stage', sa.Enum('draft', 'screening', 'cosigning', 'voting', 'listed', 'referred', 'deliberating', 'deciding', 'announced', 'implementing', 'appraising', 'closed', 'withdrawn', 'declined', 'merged', 'expired', 'not_carried', name='stage', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('stage_since', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('procedure_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('submitted_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('screening', sa.Enum('accepted', 'accepted_by_silence', 'returned', 'declined', 'referred', 'merge_offered', 'merged', 'restored', name='screeningoutcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('returned_before', sa.Boolean(), nullable=False),
    sa.Column('referred_in_screening', sa.Boolean(), nullable=False),
    sa.Column('accepted_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('hides_private', sa.Boolean(), nullable=False),
    sa.Column('scope_households', sa.Integer(), nullable=False),
    sa.Column('scope_adults', sa.Integer(), nullable=False),
    sa.Column('cosigns_needed', sa.Integer(), nullable=False),
    sa.Column('cosign_households', sa.Integer(), nullable=False),
    sa.Column('cosign_persons', sa.Integer(), nullable=False),
    sa.Column('crossed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('requested_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('requests_weighed_from', sa.Integer(), nullable=False),
    sa.Column('withdrawn_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('merged_into_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('route', sa.Enum('deliberation', 'residents_meeting', 'owners_decision', 'referral', 'self_governance', 'mediation', name='route', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('lead_body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('suspended_until', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('suspended_days', sa.Integer(), nullable=False),
    sa.Column('suspension_reason', sa.Text(), nullable=True),
    sa.Column('reopened_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('discussion_count', sa.Integer(), nullable=False),
    sa.CheckConstraint("stage <> 'merged' OR merged_into_id IS NOT NULL", name=op.f('ck_proposals_merged')),
    sa.CheckConstraint("stage <> 'voting' OR suspended_until IS NULL", name=op.f('ck_proposals_not_suspended_in_vote')),
    sa.CheckConstraint("stage <> 'withdrawn' OR withdrawn_at IS NOT NULL", name=op.f('ck_proposals_withdrawn')),
    sa.CheckConstraint("stage IN ('draft', 'screening', 'cosigning', 'withdrawn', 'declined', 'merged', 'expired') OR (stage = 'referred' AND route IS NULL) OR referred_in_screening OR crossed_at IS NOT NULL", name=op.f('ck_proposals_crossed')),
    sa.CheckConstraint("stage IN ('draft', 'screening', 'withdrawn', 'declined', 'referred', 'merged') OR accepted_at IS NOT NULL", name=op.f('ck_proposals_accepted')),
    sa.CheckConstraint("stage IN ('draft', 'withdrawn') OR procedure_id IS NOT NULL", name=op.f('ck_proposals_procedure')),
    sa.CheckConstraint("stage IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL", name=op.f('ck_proposals_submitted')),
    sa.CheckConstraint("stage NOT IN ('deliberating', 'deciding', 'implementing', 'appraising') OR lead_body_id IS NOT NULL", name=op.f('ck_proposals_led')),
    sa.CheckConstraint('cosign_households >= 0', name=op.f('ck_proposals_cosigns')),
    sa.CheckConstraint('merged_into_id <> proposal_id', name=op.f('ck_proposals_not_into_itself')),
    sa.ForeignKeyConstraint(['lead_body_id'], ['bodies.body_id'], name=op.f('fk_proposals_lead_body_id')),
    sa.ForeignKeyConstraint(['merged_into_id'], ['proposals.proposal_id'], name=op.f('fk_proposals_merged_into_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_proposals_neighbourhood_id')),
    sa.ForeignKeyConstraint(['procedure_id'], ['procedure_versions.procedure_id'], name=op.f('fk_proposals_procedure_id')),
    sa.ForeignKeyConstraint(['proposer_id'], ['persons.person_id'], name=op.f('fk_proposals_proposer_id')),
    sa.ForeignKeyConstraint(['scope_id'], ['areas.area_id'], name=op.f('fk_proposals_scope_id')),
    sa.PrimaryKeyConstraint('proposal_id', name=op.f('pk_proposals'))
    )
    op.create_index('ix_proposals_agenda', 'proposals', ['neighbourhood_id', 'stage', 'stage_since'], unique=False)
    op.create_index(op.f('ix_proposals_neighbourhood_id_scope_id'), 'proposals', ['neighbourhood_id', 'scope_id'], unique=False)
    op.create_index(op.f('ix_proposals_proposer_id'), 'proposals', ['proposer_id'], unique=False)
    op.create_table('recoveries',
    sa.Column('recovery_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('checked', sa.String(length=200), nullable=False),
    sa.Column('proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('confirmed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(confirmed_at IS NULL) = (confirmed_by_id IS NULL)', name=op.f('ck_recoveries_confirmed')),
    sa.CheckConstraint('confirmed_at IS NULL OR withdrawn_at IS NULL', name=op.f('ck_recoveries_ended_once')),
    sa.CheckConstraint('confirmed_by_id IS NULL OR (confirmed_by_id <> proposed_by_id AND confirmed_by_id <> person_id)', name=op.f('ck_recoveries_second')),
    sa.CheckConstraint('proposed_by_id <> person_id', name=op.f('ck_recoveries_not_himself')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_recoveries_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_recoveries_person_id')),
    sa.PrimaryKeyConstraint('recovery_id', name=op.f('pk_recoveries'))
    )
    op.create_index(op.f('ix_recoveries_neighbourhood_id_proposed_at'), 'recoveries', ['neighbourhood_id', 'proposed_at'], unique=False)
    op.create_index('uq_recoveries_open', 'recoveries', ['person_id'], unique=True, sqlite_where=sa.text('confirmed_at IS NULL AND withdrawn_at IS NULL'), postgresql_where=sa.text('confirmed_at IS NULL AND withdrawn_at IS NULL'))
    op.create_table('representative_elections',
    sa.Column('election_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('elected_on', sa.Date(), nullable=False),
    sa.Column('voters', sa.Integer(), nullable=False),
    sa.Column('votes_for', sa.Integer(), nullable=False),
    sa.Column('recorded_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('confirmed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('end_proposed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('end_proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('ended_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(confirmed_at IS NULL) = (confirmed_by_id IS NULL)', name=op.f('ck_representative_elections_confirmed')),
    sa.CheckConstraint('(end_proposed_at IS NULL) = (end_proposed_by_id IS NULL)', name=op.f('ck_representative_elections_end_proposed')),
    sa.CheckConstraint('1 <= votes_for AND votes_for <= voters', name=op.f('ck_representative_elections_votes')),
    sa.CheckConstraint('confirmed_by_id IS NULL OR (confirmed_by_id <> person_id AND confirmed_by_id <> recorded_by_id)', name=op.f('ck_representative_elections_second')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['persons.person_id'], name=op.f('fk_representative_elections_confirmed_by_id')),
    sa.ForeignKeyConstraint(['end_proposed_by_id'], ['persons.person_id'], name=op.f('fk_representative_elections_end_proposed_by_id')),
    sa.ForeignKeyConstraint(['group_id'], ['building_groups.group_id'], name=op.f('fk_representative_elections_group_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_representative_elections_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_representative_elections_person_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['persons.person_id'], name=op.f('fk_representative_elections_recorded_by_id')),
    sa.PrimaryKeyConstraint('election_id', name=op.f('pk_representative_elections'))
    )
    op.create_index(op.f('ix_representative_elections_neighbourhood_id_group_id'), 'representative_elections', ['neighbourhood_id', 'group_id'], unique=False)
    op.create_index('uq_representative_elections_standing', 'representative_elections', ['person_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('seats',
    sa.Column('seat_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.Enum('chair', 'deputy', 'secretary', 'member', name='seatrole', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('title', sa.String(length=40), nullable=False),
    sa.Column('proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('proposed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by', sa.String(length=20), nullable=True),
    sa.Column('confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('confirmed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('end_proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('end_proposed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("proposed_at IS NOT NULL OR (confirmed_by IS NOT NULL AND confirmed_by = 'operator')", name=op.f('ck_seats_first')),
    sa.CheckConstraint('(confirmed_at IS NULL) = (confirmed_by IS NULL)', name=op.f('ck_seats_confirmed')),
    sa.CheckConstraint('(end_proposed_at IS NULL) = (end_proposed_by_id IS NULL)', name=op.f('ck_seats_end_proposed')),
    sa.CheckConstraint('(proposed_at IS NULL) = (proposed_by_id IS NULL)', name=op.f('ck_seats_proposed')),
    sa.CheckConstraint('confirmed_by_id IS NULL OR (confirmed_by_id <> person_id AND confirmed_by_id <> proposed_by_id)', name=op.f('ck_seats_second')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_seats_body_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_seats_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_seats_person_id')),
    sa.PrimaryKeyConstraint('seat_id', name=op.f('pk_seats'))
    )
    op.create_index(op.f('ix_seats_neighbourhood_id_person_id'), 'seats', ['neighbourhood_id', 'person_id'], unique=False)
    op.create_index('uq_seats_held', 'seats', ['body_id', 'person_id', 'role'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('topics_followed',
    sa.Column('following_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('topic', sa.Enum('lifts', 'repairs', 'fund', 'property_service', 'owners_affairs', 'parking', 'ebikes', 'ev_charging', 'fire_safety', 'waste', 'noise', 'pets', 'security', 'illegal_use', 'green_space', 'children', 'elderly', 'facilities', 'activities', name='topic', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_topics_followed_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_topics_followed_person_id')),
    sa.PrimaryKeyConstraint('following_id', name=op.f('pk_topics_followed')),
    sa.UniqueConstraint('person_id', 'topic', name=op.f('uq_topics_followed_person_id_topic'))
    )
    op.create_index(op.f('ix_topics_followed_neighbourhood_id_topic'), 'topics_followed', ['neighbourhood_id', 'topic'], unique=False)
    op.create_table('amendments',
    sa.Column('amendment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('paragraph', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('base', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('open', 'accepted', 'rejected', 'to_meeting', name='amendmentstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('proposed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('decided_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name=op.f('ck_amendments_decided')),
    sa.CheckConstraint("state <> 'rejected' OR answer <> ''", name=op.f('ck_amendments_rejected')),
    sa.ForeignKeyConstraint(['author_id'], ['persons.person_id'], name=op.f('fk_amendments_author_id')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_amendments_body_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_amendments_proposal_id')),
    sa.PrimaryKeyConstraint('amendment_id', name=op.f('pk_amendments')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_amendments_proposal_id_number'))
    )
    op.create_index(op.f('ix_amendments_neighbourhood_id_author_id'), 'amendments', ['neighbourhood_id', 'author_id'], unique=False)
    op.create_table('appraisals',
    sa.Column('appraisal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('opened_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('survey_ends_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('survey_closed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answers', sa.Integer(), nullable=False),
    sa.Column('satisfied', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.Enum('satisfied', 'rectify', name='appraisalverdict', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('decided_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('meeting_note', sa.Text(), nullable=False),
    sa.Column('plan', sa.Text(), nullable=False),
    sa.Column('plan_body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('plan_filed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('plan_missed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(verdict IS NULL) = (decided_at IS NULL)', name=op.f('ck_appraisals_decided')),
    sa.CheckConstraint('plan_filed_at IS NULL OR plan_missed_at IS NULL', name=op.f('ck_appraisals_plan')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_appraisals_neighbourhood_id')),
    sa.ForeignKeyConstraint(['plan_body_id'], ['bodies.body_id'], name=op.f('fk_appraisals_plan_body_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_appraisals_proposal_id')),
    sa.PrimaryKeyConstraint('appraisal_id', name=op.f('pk_appraisals')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_appraisals_proposal_id_number'))
    )
    op.create_table('comments',
    sa.Column('comment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('parent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('path', sa.String(length=60), nullable=False),
    sa.Column('depth', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('is_proposer', sa.Boolean(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('written_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('removed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('removed_for', sa.Enum('unlawful', 'personal_attack', 'others_privacy', 'advertising', 'repeated', name='removalreason', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.CheckConstraint('(parent_id IS NULL) = (depth = 0)', name=op.f('ck_comments_root')),
    sa.CheckConstraint('(removed_at IS NULL) = (removed_for IS NULL)', name=op.f('ck_comments_removed')),
    sa.ForeignKeyConstraint(['author_id'], ['persons.person_id'], name=op.f('fk_comments_author_id')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_comments_body_id')),
    sa.ForeignKeyConstraint(['parent_id'], ['comments.comment_id'], name=op.f('fk_comments_parent_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_comments_proposal_id')),
    sa.PrimaryKeyConstraint('comment_id', name=op.f('pk_comments')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_comments_proposal_id_number')),
    sa.UniqueConstraint('proposal_id', 'path', name=op.f('uq_comments_proposal_id_path'))
    )
    op.create_index(op.f('ix_comments_neighbourhood_id_author_id_written_at'), 'comments', ['neighbourhood_id', 'author_id', 'written_at'], unique=False)
    op.create_table('cosign_households',
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('household_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('signers', sa.Integer(), nullable=False),
    sa.CheckConstraint('signers >= 0', name=op.f('ck_cosign_households_signers')),
    sa.ForeignKeyConstraint(['household_id'], ['households.household_id'], name=op.f('fk_cosign_households_household_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_cosign_households_proposal_id')),
    sa.PrimaryKeyConstraint('proposal_id', 'household_id', name=op.f('pk_cosign_households'))
    )
    op.create_table('cosigns',
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('household_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seen_version', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(length=10), nullable=False),
    sa.Column('signed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['household_id'], ['households.household_id'], name=op.f('fk_cosigns_household_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_cosigns_person_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_cosigns_proposal_id')),
    sa.PrimaryKeyConstraint('proposal_id', 'person_id', name=op.f('pk_cosigns'))
    )
    op.create_index(op.f('ix_cosigns_neighbourhood_id_person_id'), 'cosigns', ['neighbourhood_id', 'person_id'], unique=False)
    op.create_table('decisions',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sitting', sa.Integer(), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('residents_meeting', 'representative_meeting', 'owners_decision', name='decisionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('item', sa.Enum('assembly_rules', 'covenant', 'committee', 'property_company', 'use_fund', 'raise_fund', 'rebuild', 'common_parts', 'other', name='ownersitem', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('routed_item', sa.Enum('assembly_rules', 'covenant', 'committee', 'property_company', 'use_fund', 'raise_fund', 'rebuild', 'common_parts', 'other', name='routed_item', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('convening_body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('opened_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('question', sa.String(length=300), nullable=True),
    sa.Column('place', sa.String(length=200), nullable=True),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('is_held_here', sa.Boolean(), nullable=False),
    sa.Column('convened_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.Enum('passed', 'not_passed', 'no_valid_decision', name='outcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('confirmed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('not_convened_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('set_aside_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("CASE WHEN kind = 'owners_decision' THEN convened_at IS NULL OR item IS NOT NULL ELSE item IS NULL END", name=op.f('ck_decisions_item')),
    sa.CheckConstraint("NOT is_held_here OR (kind = 'owners_decision' AND convened_at IS NOT NULL)", name=op.f('ck_decisions_held_here')),
    sa.CheckConstraint('(convened_at IS NULL) = (held_on IS NULL)', name=op.f('ck_decisions_held')),
    sa.CheckConstraint('(convened_at IS NULL) = (place IS NULL)', name=op.f('ck_decisions_place')),
    sa.CheckConstraint('(convened_at IS NULL) = (question IS NULL)', name=op.f('ck_decisions_question')),
    sa.CheckConstraint('attempt IN (1, 2)', name=op.f('ck_decisions_attempt')),
    sa.CheckConstraint('confirmed_at IS NULL OR outcome IS NOT NULL', name=op.f('ck_decisions_confirmed')),
    sa.CheckConstraint('confirmed_by_id IS NULL OR confirmed_at IS NOT NULL', name=op.f('ck_decisions_confirmer')),
    sa.CheckConstraint('not_convened_at IS NULL OR outcome IS NULL', name=op.f('ck_decisions_not_convened')),
    sa.CheckConstraint('outcome IS NULL OR convened_at IS NOT NULL', name=op.f('ck_decisions_counted')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['persons.person_id'], name=op.f('fk_decisions_confirmed_by_id')),
    sa.ForeignKeyConstraint(['convening_body_id'], ['bodies.body_id'], name=op.f('fk_decisions_convening_body_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_decisions_neighbourhood_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_decisions_proposal_id')),
    sa.PrimaryKeyConstraint('decision_id', name=op.f('pk_decisions')),
    sa.UniqueConstraint('proposal_id', 'sitting', 'attempt', name=op.f('uq_decisions_proposal_id_sitting_attempt'))
    )
    op.create_table('deliberations',
    sa.Column('sitting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('opened_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('affected', sa.Text(), nullable=False),
    sa.Column('rounds_held', sa.Integer(), nullable=False),
    sa.Column('adopted_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('adopted_motion_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('ended_without_agreement_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_by_body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('ended_reason', sa.Text(), nullable=False),
    sa.CheckConstraint('(adopted_at IS NULL) = (adopted_motion_id IS NULL)', name=op.f('ck_deliberations_adopted')),
    sa.CheckConstraint('adopted_at IS NULL OR ended_without_agreement_at IS NULL', name=op.f('ck_deliberations_one_end')),
    sa.CheckConstraint('rounds_held >= 0', name=op.f('ck_deliberations_rounds')),
    sa.ForeignKeyConstraint(['ended_by_body_id'], ['bodies.body_id'], name=op.f('fk_deliberations_ended_by_body_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_deliberations_proposal_id')),
    sa.PrimaryKeyConstraint('sitting_id', name=op.f('pk_deliberations')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_deliberations_proposal_id_number'))
    )
    op.create_table('deputations',
    sa.Column('deputation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seat_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('deputy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('named_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('from_on <= until_on', name=op.f('ck_deputations_span')),
    sa.ForeignKeyConstraint(['deputy_id'], ['persons.person_id'], name=op.f('fk_deputations_deputy_id')),
    sa.ForeignKeyConstraint(['seat_id'], ['seats.seat_id'], name=op.f('fk_deputations_seat_id')),
    sa.PrimaryKeyConstraint('deputation_id', name=op.f('pk_deputations'))
    )
    op.create_index(op.f('ix_deputations_neighbourhood_id_deputy_id_until_on'), 'deputations', ['neighbourhood_id', 'deputy_id', 'until_on'], unique=False)
    op.create_index(op.f('ix_deputations_seat_id'), 'deputations', ['seat_id'], unique=False)
    op.create_table('draft_paragraphs',
    sa.Column('paragraph_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('signed', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_draft_paragraphs_number')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_draft_paragraphs_proposal_id')),
    sa.PrimaryKeyConstraint('paragraph_id', name=op.f('pk_draft_paragraphs')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_draft_paragraphs_proposal_id_number'))
    )
    op.create_table('meeting_requests',
    sa.Column('request_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('called', sa.Enum('residents_meeting', 'representative_meeting', 'owners_meeting', name='called', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('ground', sa.Enum('adults', 'household_representatives', 'third_of_representatives', 'fifth_of_representatives', 'owners', name='ground', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('signed', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('issued_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('due_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('escalated_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('office_body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('unanswered_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answered_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('place', sa.String(length=200), nullable=True),
    sa.CheckConstraint('(answered_at IS NULL) = (answered_by_id IS NULL)', name=op.f('ck_meeting_requests_answered')),
    sa.CheckConstraint('(answered_at IS NULL) = (held_on IS NULL)', name=op.f('ck_meeting_requests_held')),
    sa.CheckConstraint('(answered_at IS NULL) = (place IS NULL)', name=op.f('ck_meeting_requests_place')),
    sa.CheckConstraint('0 < signed AND signed <= total', name=op.f('ck_meeting_requests_signed')),
    sa.CheckConstraint('unanswered_at IS NULL OR escalated_at IS NOT NULL', name=op.f('ck_meeting_requests_unanswered')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['persons.person_id'], name=op.f('fk_meeting_requests_answered_by_id')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_meeting_requests_body_id')),
    sa.ForeignKeyConstraint(['office_body_id'], ['bodies.body_id'], name=op.f('fk_meeting_requests_office_body_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_meeting_requests_proposal_id')),
    sa.PrimaryKeyConstraint('request_id', name=op.f('pk_meeting_requests')),
    sa.UniqueConstraint('proposal_id', 'called', name=op.f('uq_meeting_requests_proposal_id_called'))
    )
    op.create_table('notices',
    sa.Column('notice_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('read_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('read_at IS NULL OR read_at >= created_at', name=op.f('ck_notices_read')),
    sa.ForeignKeyConstraint(['event_id'], ['ledger_events.event_id'], name=op.f('fk_notices_event_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_notices_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_notices_person_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_notices_proposal_id')),
    sa.PrimaryKeyConstraint('notice_id', name=op.f('pk_notices')),
    sa.UniqueConstraint('event_id', 'person_id', name=op.f('uq_notices_event_id_person_id'))
    )
    op.create_index('ix_notices_unread', 'notices', ['neighbourhood_id', 'person_id', 'read_at'], unique=False)
    op.create_table('opinion_maps',
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('changes', sa.Integer(), nullable=False),
    sa.Column('drawn_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('drawing', sa.Text(), nullable=True),
    sa.Column('answers', sa.Text(), nullable=True),
    sa.Column('digest', sa.String(length=64), nullable=True),
    sa.CheckConstraint('(drawn_at IS NULL) = (drawing IS NULL) AND (drawn_at IS NULL) = (answers IS NULL) AND (drawn_at IS NULL) = (digest IS NULL)', name=op.f('ck_opinion_maps_drawn')),
    sa.CheckConstraint('changes >= 0', name=op.f('ck_opinion_maps_changes')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_opinion_maps_proposal_id')),
    sa.PrimaryKeyConstraint('proposal_id', name=op.f('pk_opinion_maps'))
    )
    op.create_index(op.f('ix_opinion_maps_neighbourhood_id_drawn_at'), 'opinion_maps', ['neighbourhood_id', 'drawn_at'], unique=False)
    op.create_table('opinion_participants',
    sa.Column('participant_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_opinion_participants_person_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_opinion_participants_proposal_id')),
    sa.PrimaryKeyConstraint('participant_id', name=op.f('pk_opinion_participants')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_opinion_participants_proposal_id_number')),
    sa.UniqueConstraint('proposal_id', 'person_id', name=op.f('uq_opinion_participants_proposal_id_person_id'))
    )
    op.create_index(op.f('ix_opinion_participants_neighbourhood_id_person_id'), 'opinion_participants', ['neighbourhood_id', 'person_id'], unique=False)
    op.create_table('owner_cosigns',
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('signed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_owner_cosigns_person_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_owner_cosigns_proposal_id')),
    sa.PrimaryKeyConstraint('proposal_id', 'person_id', name=op.f('pk_owner_cosigns'))
    )
    op.create_index(op.f('ix_owner_cosigns_neighbourhood_id_person_id'), 'owner_cosigns', ['neighbourhood_id', 'person_id'], unique=False)
    op.create_table('paper_entries',
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('stack_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('entered', 'differing', 'confirmed', 'duplicate', 'rejected', 'disputed', name='entrystate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('first_key', sa.String(length=200), nullable=False),
    sa.Column('first_content', sa.String(length=500), nullable=False),
    sa.Column('first_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('first_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('second_key', sa.String(length=200), nullable=False),
    sa.Column('second_content', sa.String(length=500), nullable=False),
    sa.Column('second_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('second_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('settled_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(length=80), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('receipt', sa.String(length=19), nullable=True),
    sa.Column('disputed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(settled_at IS NULL) = (state IN ('entered', 'differing'))", name=op.f('ck_paper_entries_settled')),
    sa.CheckConstraint("(state = 'disputed') = (disputed_at IS NOT NULL)", name=op.f('ck_paper_entries_disputed')),
    sa.CheckConstraint("(state = 'entered') = (second_by_id IS NULL)", name=op.f('ck_paper_entries_read_twice')),
    sa.CheckConstraint("state NOT IN ('confirmed', 'disputed') OR receipt IS NOT NULL", name=op.f('ck_paper_entries_has_receipt')),
    sa.CheckConstraint('(second_by_id IS NULL) = (second_at IS NULL)', name=op.f('ck_paper_entries_second')),
    sa.CheckConstraint('number >= 1', name=op.f('ck_paper_entries_number')),
    sa.CheckConstraint('second_by_id IS NULL OR second_by_id <> first_by_id', name=op.f('ck_paper_entries_two_people')),
    sa.ForeignKeyConstraint(['first_by_id'], ['persons.person_id'], name=op.f('fk_paper_entries_first_by_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_paper_entries_person_id')),
    sa.ForeignKeyConstraint(['second_by_id'], ['persons.person_id'], name=op.f('fk_paper_entries_second_by_id')),
    sa.ForeignKeyConstraint(['stack_id'], ['paper_stacks.stack_id'], name=op.f('fk_paper_entries_stack_id')),
    sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_paper_entries')),
    sa.UniqueConstraint('receipt', name=op.f('uq_paper_entries_receipt')),
    sa.UniqueConstraint('stack_id', 'number', name=op.f('uq_paper_entries_stack_id_number'))
    )
    op.create_index(op.f('ix_paper_entries_person_id'), 'paper_entries', ['person_id'], unique=False)
    op.create_table('proposal_revisions',
    sa.Column('revision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('matter', sa.Text(), nullable=False),
    sa.Column('remedy', sa.Text(), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('revised_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_proposal_revisions_proposal_id')),
    sa.PrimaryKeyConstraint('revision_id', name=op.f('pk_proposal_revisions')),
    sa.UniqueConstraint('proposal_id', 'version', name=op.f('uq_proposal_revisions_proposal_id_version'))
    )
    op.create_table('recusals',
    sa.Column('recusal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.Enum('asked', 'standing', 'dismissed', name='recusalstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('asked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('asked_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('decided_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('decided_by_body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name=op.f('ck_recusals_decided')),
    sa.CheckConstraint("state <> 'dismissed' OR answer <> ''", name=op.f('ck_recusals_answered')),
    sa.CheckConstraint("state <> 'standing' OR answer <> '' OR asked_by_id IS NULL OR decided_by_body_id IS NULL", name=op.f('ck_recusals_silence_is_nobodys')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['persons.person_id'], name=op.f('fk_recusals_asked_by_id')),
    sa.ForeignKeyConstraint(['decided_by_body_id'], ['bodies.body_id'], name=op.f('fk_recusals_decided_by_body_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_recusals_person_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_recusals_proposal_id')),
    sa.PrimaryKeyConstraint('recusal_id', name=op.f('pk_recusals'))
    )
    op.create_index(op.f('ix_recusals_neighbourhood_id_person_id'), 'recusals', ['neighbourhood_id', 'person_id'], unique=False)
    op.create_index('uq_recusals_standing', 'recusals', ['proposal_id', 'person_id'], unique=True, sqlite_where=sa.text("state <> 'dismissed'"), postgresql_where=sa.text("state <> 'dismissed'"))
    op.create_table('referrals',
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('office', sa.String(length=80), nullable=False),
    sa.Column('agent_body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('handed_over_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('proof', sa.Text(), nullable=False),
    sa.Column('proved_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('replied_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('reply', sa.Text(), nullable=False),
    sa.Column('escalated_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('returned_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(replied_at IS NULL) = (reply = '')", name=op.f('ck_referrals_reply')),
    sa.CheckConstraint('returned_at IS NULL OR escalated_at IS NOT NULL', name=op.f('ck_referrals_escalated')),
    sa.CheckConstraint('returned_at IS NULL OR replied_at IS NULL', name=op.f('ck_referrals_one_end')),
    sa.ForeignKeyConstraint(['agent_body_id'], ['bodies.body_id'], name=op.f('fk_referrals_agent_body_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_referrals_proposal_id')),
    sa.PrimaryKeyConstraint('referral_id', name=op.f('pk_referrals')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_referrals_proposal_id_number'))
    )
    op.create_table('removals',
    sa.Column('removal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text_kind', sa.Enum('comment', 'statement', 'file', name='textkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.Enum('proposed', 'removed', 'dismissed', 'restored', name='removalstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reason', sa.Enum('unlawful', 'personal_attack', 'others_privacy', 'advertising', 'repeated', name='removalreason', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('explanation', sa.Text(), nullable=False),
    sa.Column('proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposed_body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('appeal', sa.Text(), nullable=False),
    sa.Column('appealed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('appeal_answer', sa.Text(), nullable=False),
    sa.Column('appeal_body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('answered_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(appealed_at IS NULL) = (appeal = '')", name=op.f('ck_removals_appeal')),
    sa.CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name=op.f('ck_removals_decided')),
    sa.CheckConstraint("appealed_at IS NULL OR state IN ('removed', 'restored')", name=op.f('ck_removals_appealed')),
    sa.CheckConstraint("state <> 'restored' OR answered_at IS NOT NULL", name=op.f('ck_removals_restored')),
    sa.CheckConstraint("state NOT IN ('removed', 'restored') OR decided_by_id IS NOT NULL", name=op.f('ck_removals_decider')),
    sa.CheckConstraint('answered_at IS NULL OR appealed_at IS NOT NULL AND answered_at >= appealed_at', name=op.f('ck_removals_answered')),
    sa.CheckConstraint('decided_by_id <> proposed_by_id', name=op.f('ck_removals_second')),
    sa.ForeignKeyConstraint(['appeal_body_id'], ['bodies.body_id'], name=op.f('fk_removals_appeal_body_id')),
    sa.ForeignKeyConstraint(['author_id'], ['persons.person_id'], name=op.f('fk_removals_author_id')),
    sa.ForeignKeyConstraint(['decided_body_id'], ['bodies.body_id'], name=op.f('fk_removals_decided_body_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['persons.person_id'], name=op.f('fk_removals_decided_by_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_removals_proposal_id')),
    sa.ForeignKeyConstraint(['proposed_body_id'], ['bodies.body_id'], name=op.f('fk_removals_proposed_body_id')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['persons.person_id'], name=op.f('fk_removals_proposed_by_id')),
    sa.PrimaryKeyConstraint('removal_id', name=op.f('pk_removals'))
    )
    op.create_index(op.f('ix_removals_neighbourhood_id_state'), 'removals', ['neighbourhood_id', 'state'], unique=False)
    op.create_index('uq_removals_standing', 'removals', ['proposal_id', 'text_kind', 'number'], unique=True, sqlite_where=sa.text("state <> 'dismissed'"), postgresql_where=sa.text("state <> 'dismissed'"))
    op.create_table('reopenings',
    sa.Column('reopening_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('closed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('new_facts', sa.Text(), nullable=False),
    sa.Column('asked_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('households', sa.Integer(), nullable=False),
    sa.Column('reached_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_reopenings_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_reopenings_person_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_reopenings_proposal_id')),
    sa.PrimaryKeyConstraint('reopening_id', name=op.f('pk_reopenings')),
    sa.UniqueConstraint('proposal_id', 'closed_at', name=op.f('uq_reopenings_proposal_id_closed_at'))
    )
    op.create_table('results',
    sa.Column('result_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.Enum('agreement', 'no_agreement', 'resolution', 'resolution_failed', 'owners_passed', 'owners_not_passed', 'no_valid_decision', 'office_reply', 'mediated', 'not_convened', name='resultoutcome', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('explanation', sa.Text(), nullable=False),
    sa.Column('explained_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('posted_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('posting_ends_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('upheld_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('posting_ends_at > posted_at', name=op.f('ck_results_posting')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_results_body_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_results_neighbourhood_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_results_proposal_id')),
    sa.PrimaryKeyConstraint('result_id', name=op.f('pk_results')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_results_proposal_id_number'))
    )
    op.create_table('routings',
    sa.Column('routing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('opened_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('may_defer', sa.Boolean(), nullable=False),
    sa.Column('deferred_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('deferred_until', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('deferral_reason', sa.Text(), nullable=False),
    sa.Column('decided_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('by_silence', sa.Boolean(), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('matter', sa.Enum('lift_installation', 'lift_renewal', 'leaks', 'renovation', 'fund_raising', 'common_income', 'property_fee', 'property_contract', 'owners_election', 'parking_rules', 'new_parking', 'green_to_parking', 'shared_parking', 'ebike_sheds', 'ebikes_indoors', 'ev_charging', 'clutter', 'waste_room', 'waste_hours', 'bulky_waste', 'dancing', 'renovation_noise', 'pets', 'cameras', 'access_control', 'shop_in_home', 'illegal_building', 'gates_and_walls', 'lockers', 'garden', 'playground', 'barrier_free', 'canteen', 'activities', name='matter', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('proposed_route', sa.String(length=40), nullable=True),
    sa.Column('route', sa.Enum('deliberation', 'residents_meeting', 'owners_decision', 'referral', 'self_governance', 'mediation', name='route', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('affected', sa.Text(), nullable=False),
    sa.Column('office', sa.String(length=80), nullable=False),
    sa.Column('positions_due_on', sa.Date(), nullable=True),
    sa.CheckConstraint("route <> 'referral' OR office <> ''", name=op.f('ck_routings_office')),
    sa.CheckConstraint('(decided_at IS NULL) = (route IS NULL)', name=op.f('ck_routings_decided')),
    sa.CheckConstraint('(deferred_at IS NULL) = (deferred_until IS NULL)', name=op.f('ck_routings_deferred')),
    sa.CheckConstraint('NOT by_silence OR decided_at IS NOT NULL', name=op.f('ck_routings_silence')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_routings_body_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_routings_proposal_id')),
    sa.PrimaryKeyConstraint('routing_id', name=op.f('pk_routings')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_routings_proposal_id_number'))
    )
    op.create_table('screenings',
    sa.Column('screening_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.Enum('accepted', 'accepted_by_silence', 'returned', 'declined', 'referred', 'merge_offered', 'merged', 'restored', name='screeningoutcome', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reason', sa.Enum('unlawful', 'private_claim', 'other_neighbourhood', 'duplicate', 'privacy_or_attack', 'incomplete', 'recently_decided', name='screeningreason', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('explanation', sa.Text(), nullable=False),
    sa.Column('duplicate_of_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('screened_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(outcome IN ('accepted', 'accepted_by_silence')) = (reason IS NULL)", name=op.f('ck_screenings_reason')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_screenings_body_id')),
    sa.ForeignKeyConstraint(['duplicate_of_id'], ['proposals.proposal_id'], name=op.f('fk_screenings_duplicate_of_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_screenings_proposal_id')),
    sa.PrimaryKeyConstraint('screening_id', name=op.f('pk_screenings')),
    sa.UniqueConstraint('proposal_id', 'round', name=op.f('uq_screenings_proposal_id_round'))
    )
    op.create_table('statements',
    sa.Column('statement_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('written_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('removed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('removed_for', sa.Enum('unlawful', 'personal_attack', 'others_privacy', 'advertising', 'repeated', name='removalreason', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.CheckConstraint('(removed_at IS NULL) = (removed_for IS NULL)', name=op.f('ck_statements_removed')),
    sa.CheckConstraint('length(text) BETWEEN 1 AND 140', name=op.f('ck_statements_short')),
    sa.ForeignKeyConstraint(['author_id'], ['persons.person_id'], name=op.f('fk_statements_author_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_statements_proposal_id')),
    sa.PrimaryKeyConstraint('statement_id', name=op.f('pk_statements')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_statements_proposal_id_number'))
    )
    op.create_index(op.f('ix_statements_neighbourhood_id_author_id'), 'statements', ['neighbourhood_id', 'author_id'], unique=False)
    op.create_table('votes',
    sa.Column('vote_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('scheduled_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('opens_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('closes_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('moved_days', sa.Integer(), nullable=False),
    sa.Column('roll_size', sa.Integer(), nullable=False),
    sa.Column('roll_digest', sa.String(length=64), nullable=False),
    sa.Column('turnout_required', sa.Integer(), nullable=False),
    sa.Column('closed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('participants', sa.Integer(), nullable=True),
    sa.Column('paper_ballots', sa.Integer(), nullable=False),
    sa.Column('votes_for', sa.Integer(), nullable=True),
    sa.Column('votes_against', sa.Integer(), nullable=True),
    sa.Column('votes_abstain', sa.Integer(), nullable=True),
    sa.Column('carried', sa.Boolean(), nullable=True),
    sa.Column('receipts_digest', sa.String(length=64), nullable=True),
    sa.Column('file_digest', sa.String(length=64), nullable=True),
    sa.CheckConstraint('(closed_at IS NULL) = (carried IS NULL)', name=op.f('ck_votes_carried')),
    sa.CheckConstraint('(closed_at IS NULL) = (file_digest IS NULL)', name=op.f('ck_votes_file')),
    sa.CheckConstraint('(closed_at IS NULL) = (participants IS NULL)', name=op.f('ck_votes_counted')),
    sa.CheckConstraint('(closed_at IS NULL) = (receipts_digest IS NULL)', name=op.f('ck_votes_receipts')),
    sa.CheckConstraint('(votes_for IS NULL AND votes_against IS NULL AND votes_abstain IS NULL) OR (participants >= 5 AND participants <= roll_size)', name=op.f('ck_votes_split')),
    sa.CheckConstraint('(votes_for IS NULL AND votes_against IS NULL AND votes_abstain IS NULL) OR votes_for + votes_against + votes_abstain = participants', name=op.f('ck_votes_sum')),
    sa.CheckConstraint('opens_at < closes_at', name=op.f('ck_votes_times')),
    sa.CheckConstraint('paper_ballots BETWEEN 0 AND coalesce(participants, 0)', name=op.f('ck_votes_paper')),
    sa.CheckConstraint('roll_size >= 0 AND turnout_required <= roll_size', name=op.f('ck_votes_roll')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_votes_neighbourhood_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_votes_proposal_id')),
    sa.PrimaryKeyConstraint('vote_id', name=op.f('pk_votes')),
    sa.UniqueConstraint('proposal_id', name=op.f('uq_votes_proposal_id'))
    )
    op.create_table('agreement_paragraphs',
    sa.Column('sitting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_agreement_paragraphs_number')),
    sa.ForeignKeyConstraint(['sitting_id'], ['deliberations.sitting_id'], name=op.f('fk_agreement_paragraphs_sitting_id')),
    sa.PrimaryKeyConstraint('sitting_id', 'number', name=op.f('pk_agreement_paragraphs'))
    )
    op.create_table('appraisal_answers',
    sa.Column('appraisal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.CheckConstraint('score BETWEEN 1 AND 5', name=op.f('ck_appraisal_answers_score')),
    sa.ForeignKeyConstraint(['appraisal_id'], ['appraisals.appraisal_id'], name=op.f('fk_appraisal_answers_appraisal_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_appraisal_answers_person_id')),
    sa.PrimaryKeyConstraint('appraisal_id', 'person_id', name=op.f('pk_appraisal_answers'))
    )
    op.create_table('assemblies',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('basis', sa.Enum('heads', 'households', 'representatives', name='rollbasis', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('roll_size', sa.Integer(), nullable=False),
    sa.Column('roll_digest', sa.String(length=64), nullable=False),
    sa.Column('frozen_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.CheckConstraint('roll_size > 0', name=op.f('ck_assemblies_roll')),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.decision_id'], name=op.f('fk_assemblies_decision_id')),
    sa.PrimaryKeyConstraint('decision_id', name=op.f('pk_assemblies'))
    )
    op.create_table('box_tallies',
    sa.Column('vote_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('slips', sa.Integer(), nullable=False),
    sa.Column('ballots', sa.Integer(), nullable=False),
    sa.Column('spoiled', sa.Integer(), nullable=False),
    sa.Column('missing', sa.Integer(), nullable=False),
    sa.Column('surplus', sa.Integer(), nullable=False),
    sa.Column('counted_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('ballots + spoiled + missing = slips', name=op.f('ck_box_tallies_balanced')),
    sa.CheckConstraint('ballots >= 0 AND spoiled >= 0 AND surplus >= 0', name=op.f('ck_box_tallies_counts')),
    sa.CheckConstraint('missing = 0 OR surplus = 0', name=op.f('ck_box_tallies_one_way')),
    sa.ForeignKeyConstraint(['vote_id'], ['votes.vote_id'], name=op.f('fk_box_tallies_vote_id')),
    sa.PrimaryKeyConstraint('vote_id', name=op.f('pk_box_tallies'))
    )
    op.create_table('choices',
    sa.Column('vote_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('choice_key', sa.LargeBinary(length=16), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('choice', sa.Enum('for', 'against', 'abstain', name='choice', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['vote_id'], ['votes.vote_id'], name=op.f('fk_choices_vote_id')),
    sa.PrimaryKeyConstraint('vote_id', 'choice_key', name=op.f('pk_choices')),
    sqlite_with_rowid=False
    )
    op.create_table('convening_escalations',
    sa.Column('escalation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sitting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('office_body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('escalated_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_convening_escalations_body_id')),
    sa.ForeignKeyConstraint(['office_body_id'], ['bodies.body_id'], name=op.f('fk_convening_escalations_office_body_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_convening_escalations_proposal_id')),
    sa.ForeignKeyConstraint(['sitting_id'], ['deliberations.sitting_id'], name=op.f('fk_convening_escalations_sitting_id')),
    sa.PrimaryKeyConstraint('escalation_id', name=op.f('pk_convening_escalations'))
    )
    op.create_index(op.f('ix_convening_escalations_proposal_id_escalated_at'), 'convening_escalations', ['proposal_id', 'escalated_at'], unique=False)
    op.create_table('count_signatures',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('signed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('place IN (1, 2, 3)', name=op.f('ck_count_signatures_place')),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.decision_id'], name=op.f('fk_count_signatures_decision_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_count_signatures_person_id')),
    sa.PrimaryKeyConstraint('decision_id', 'place', name=op.f('pk_count_signatures')),
    sa.UniqueConstraint('decision_id', 'person_id', name=op.f('uq_count_signatures_decision_id_person_id'))
    )
    op.create_table('decision_counts',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('roll_heads', sa.Integer(), nullable=False),
    sa.Column('roll_area', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('participating_heads', sa.Integer(), nullable=False),
    sa.Column('participating_area', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('for_heads', sa.Integer(), nullable=False),
    sa.Column('for_area', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('against_heads', sa.Integer(), nullable=False),
    sa.Column('against_area', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('abstain_heads', sa.Integer(), nullable=False),
    sa.Column('abstain_area', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('spoiled', sa.Integer(), nullable=False),
    sa.Column('left_out', sa.Integer(), nullable=False),
    sa.Column('recorded_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint('for_area + against_area + abstain_area = participating_area', name=op.f('ck_decision_counts_area')),
    sa.CheckConstraint('for_area >= 0 AND against_area >= 0 AND abstain_area >= 0', name=op.f('ck_decision_counts_no_negative_area')),
    sa.CheckConstraint('for_heads + against_heads + abstain_heads = participating_heads', name=op.f('ck_decision_counts_heads')),
    sa.CheckConstraint('for_heads >= 0 AND against_heads >= 0 AND abstain_heads >= 0 AND spoiled >= 0 AND left_out >= 0', name=op.f('ck_decision_counts_no_negative_heads')),
    sa.CheckConstraint('participating_area <= roll_area', name=op.f('ck_decision_counts_roll_area')),
    sa.CheckConstraint('participating_heads <= roll_heads', name=op.f('ck_decision_counts_roll_heads')),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.decision_id'], name=op.f('fk_decision_counts_decision_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['persons.person_id'], name=op.f('fk_decision_counts_recorded_by_id')),
    sa.PrimaryKeyConstraint('decision_id', 'number', name=op.f('pk_decision_counts'))
    )
    op.create_table('decision_recusals',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.decision_id'], name=op.f('fk_decision_recusals_decision_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_decision_recusals_person_id')),
    sa.PrimaryKeyConstraint('decision_id', 'person_id', name=op.f('pk_decision_recusals'))
    )
    op.create_table('meetings',
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sitting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('hearing', 'coordination', 'council', 'joint', 'appraisal', name='meetingkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('status', sa.Enum('called', 'held', 'not_held', 'cancelled', name='meetingstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('convener_body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('starts_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('place', sa.String(length=120), nullable=False),
    sa.Column('link', sa.String(length=300), nullable=False),
    sa.Column('code_seed', sa.String(length=64), nullable=False),
    sa.Column('called_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_reason', sa.Text(), nullable=False),
    sa.CheckConstraint("(status = 'called') = (ended_at IS NULL)", name=op.f('ck_meetings_ended')),
    sa.CheckConstraint("status <> 'cancelled' OR ended_reason <> ''", name=op.f('ck_meetings_cancelled')),
    sa.CheckConstraint('number >= 1', name=op.f('ck_meetings_number')),
    sa.ForeignKeyConstraint(['convener_body_id'], ['bodies.body_id'], name=op.f('fk_meetings_convener_body_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_meetings_neighbourhood_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_meetings_proposal_id')),
    sa.ForeignKeyConstraint(['sitting_id'], ['deliberations.sitting_id'], name=op.f('fk_meetings_sitting_id')),
    sa.PrimaryKeyConstraint('meeting_id', name=op.f('pk_meetings')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_meetings_proposal_id_number'))
    )
    op.create_index(op.f('ix_meetings_neighbourhood_id_starts_at'), 'meetings', ['neighbourhood_id', 'starts_at'], unique=False)
    op.create_index(op.f('ix_meetings_sitting_id'), 'meetings', ['sitting_id'], unique=False)
    op.create_table('objections',
    sa.Column('objection_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('result_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('filed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('escalated_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answered_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('upheld', sa.Boolean(), nullable=True),
    sa.Column('by_silence', sa.Boolean(), nullable=False),
    sa.Column('answered_by_body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint('(answered_at IS NULL) = (upheld IS NULL)', name=op.f('ck_objections_answered')),
    sa.ForeignKeyConstraint(['answered_by_body_id'], ['bodies.body_id'], name=op.f('fk_objections_answered_by_body_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_objections_neighbourhood_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_objections_person_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_objections_proposal_id')),
    sa.ForeignKeyConstraint(['result_id'], ['results.result_id'], name=op.f('fk_objections_result_id')),
    sa.PrimaryKeyConstraint('objection_id', name=op.f('pk_objections')),
    sa.UniqueConstraint('result_id', 'person_id', name=op.f('uq_objections_result_id_person_id'))
    )
    op.create_index(op.f('ix_objections_proposal_id_answered_at'), 'objections', ['proposal_id', 'answered_at'], unique=False)
    op.create_table('opinions',
    sa.Column('opinion_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('statement_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('participant_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('answer', sa.Enum('agree', 'disagree', 'pass', name='answer', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['opinion_participants.participant_id'], name=op.f('fk_opinions_participant_id')),
    sa.ForeignKeyConstraint(['statement_id'], ['statements.statement_id'], name=op.f('fk_opinions_statement_id')),
    sa.PrimaryKeyConstraint('opinion_id', name=op.f('pk_opinions')),
    sa.UniqueConstraint('statement_id', 'participant_id', name=op.f('uq_opinions_statement_id_participant_id'))
    )
    op.create_index(op.f('ix_opinions_participant_id'), 'opinions', ['participant_id'], unique=False)
    op.create_table('owners_ballots',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('scope_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('silent_rule', sa.Enum('none', 'participation', 'majority', name='silentrule', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('silent_clause', sa.String(length=500), nullable=False),
    sa.Column('counts_parking', sa.Boolean(), nullable=False),
    sa.Column('parking_basis', sa.String(length=500), nullable=False),
    sa.Column('noticed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('opens_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('closes_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('frozen_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('roll_heads', sa.Integer(), nullable=True),
    sa.Column('roll_area', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('roll_digest', sa.String(length=64), nullable=True),
    sa.Column('closed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('lines_root', sa.String(length=64), nullable=True),
    sa.Column('reach', sa.Text(), nullable=True),
    sa.CheckConstraint("NOT counts_parking OR parking_basis <> ''", name=op.f('ck_owners_ballots_parking')),
    sa.CheckConstraint("silent_rule = 'none' OR silent_clause <> ''", name=op.f('ck_owners_ballots_clause')),
    sa.CheckConstraint('(closed_at IS NULL) = (lines_root IS NULL)', name=op.f('ck_owners_ballots_lines')),
    sa.CheckConstraint('(closed_at IS NULL) = (reach IS NULL)', name=op.f('ck_owners_ballots_reach')),
    sa.CheckConstraint('(frozen_at IS NULL) = (roll_digest IS NULL)', name=op.f('ck_owners_ballots_frozen')),
    sa.CheckConstraint('(frozen_at IS NULL) = (roll_heads IS NULL) AND (frozen_at IS NULL) = (roll_area IS NULL)', name=op.f('ck_owners_ballots_roll')),
    sa.CheckConstraint('closed_at IS NULL OR frozen_at IS NOT NULL', name=op.f('ck_owners_ballots_closed')),
    sa.CheckConstraint('opens_at < closes_at', name=op.f('ck_owners_ballots_times')),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.decision_id'], name=op.f('fk_owners_ballots_decision_id')),
    sa.ForeignKeyConstraint(['scope_id'], ['areas.area_id'], name=op.f('fk_owners_ballots_scope_id')),
    sa.PrimaryKeyConstraint('decision_id', name=op.f('pk_owners_ballots'))
    )
    op.create_table('parties',
    sa.Column('party_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sitting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('body', 'household', 'expert', name='partykind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('party_key', sa.String(length=60), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('household_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('role', sa.Enum('lead', 'assist', 'party', name='partyrole', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('invited_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('due_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('silent_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(kind = 'body') = (body_id IS NOT NULL)", name=op.f('ck_parties_body')),
    sa.CheckConstraint("(kind = 'body') = (name = '')", name=op.f('ck_parties_name')),
    sa.CheckConstraint("(kind = 'household') = (household_id IS NOT NULL)", name=op.f('ck_parties_household')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_parties_body_id')),
    sa.ForeignKeyConstraint(['household_id'], ['households.household_id'], name=op.f('fk_parties_household_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_parties_proposal_id')),
    sa.ForeignKeyConstraint(['sitting_id'], ['deliberations.sitting_id'], name=op.f('fk_parties_sitting_id')),
    sa.PrimaryKeyConstraint('party_id', name=op.f('pk_parties')),
    sa.UniqueConstraint('sitting_id', 'party_key', name=op.f('uq_parties_sitting_id_party_key'))
    )
    op.create_index(op.f('ix_parties_neighbourhood_id_body_id'), 'parties', ['neighbourhood_id', 'body_id'], unique=False)
    op.create_index(op.f('ix_parties_proposal_id'), 'parties', ['proposal_id'], unique=False)
    op.create_table('receipts',
    sa.Column('vote_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.String(length=14), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['vote_id'], ['votes.vote_id'], name=op.f('fk_receipts_vote_id')),
    sa.PrimaryKeyConstraint('vote_id', 'number', name=op.f('pk_receipts')),
    sqlite_with_rowid=False
    )
    op.create_table('reopening_supports',
    sa.Column('reopening_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('household_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['household_id'], ['households.household_id'], name=op.f('fk_reopening_supports_household_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_reopening_supports_person_id')),
    sa.ForeignKeyConstraint(['reopening_id'], ['reopenings.reopening_id'], name=op.f('fk_reopening_supports_reopening_id')),
    sa.PrimaryKeyConstraint('reopening_id', 'household_id', name=op.f('pk_reopening_supports'))
    )
    op.create_index(op.f('ix_reopening_supports_neighbourhood_id_person_id'), 'reopening_supports', ['neighbourhood_id', 'person_id'], unique=False)
    op.create_table('request_signers',
    sa.Column('request_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_request_signers_person_id')),
    sa.ForeignKeyConstraint(['request_id'], ['meeting_requests.request_id'], name=op.f('fk_request_signers_request_id')),
    sa.PrimaryKeyConstraint('request_id', 'person_id', name=op.f('pk_request_signers'))
    )
    op.create_table('roll_entries',
    sa.Column('vote_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('household_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('building_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['building_id'], ['areas.area_id'], name=op.f('fk_roll_entries_building_id')),
    sa.ForeignKeyConstraint(['household_id'], ['households.household_id'], name=op.f('fk_roll_entries_household_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_roll_entries_person_id')),
    sa.ForeignKeyConstraint(['vote_id'], ['votes.vote_id'], name=op.f('fk_roll_entries_vote_id')),
    sa.PrimaryKeyConstraint('vote_id', 'person_id', name=op.f('pk_roll_entries'))
    )
    op.create_index(op.f('ix_roll_entries_vote_id_building_id'), 'roll_entries', ['vote_id', 'building_id'], unique=False)
    op.create_table('routed_bodies',
    sa.Column('routing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.Enum('lead', 'assist', 'party', name='partyrole', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_routed_bodies_body_id')),
    sa.ForeignKeyConstraint(['routing_id'], ['routings.routing_id'], name=op.f('fk_routed_bodies_routing_id')),
    sa.PrimaryKeyConstraint('routing_id', 'body_id', name=op.f('pk_routed_bodies'))
    )
    op.create_index(op.f('ix_routed_bodies_neighbourhood_id_body_id'), 'routed_bodies', ['neighbourhood_id', 'body_id'], unique=False)
    op.create_table('screening_appeals',
    sa.Column('appeal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('screening_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('filed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('decided_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('restored', sa.Boolean(), nullable=True),
    sa.Column('by_silence', sa.Boolean(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.CheckConstraint('(decided_at IS NULL) = (restored IS NULL)', name=op.f('ck_screening_appeals_decided')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_screening_appeals_proposal_id')),
    sa.ForeignKeyConstraint(['screening_id'], ['screenings.screening_id'], name=op.f('fk_screening_appeals_screening_id')),
    sa.PrimaryKeyConstraint('appeal_id', name=op.f('pk_screening_appeals')),
    sa.UniqueConstraint('screening_id', name=op.f('uq_screening_appeals_screening_id'))
    )
    op.create_table('agenda_items',
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=100), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.meeting_id'], name=op.f('fk_agenda_items_meeting_id')),
    sa.PrimaryKeyConstraint('item_id', name=op.f('pk_agenda_items')),
    sa.UniqueConstraint('meeting_id', 'number', name=op.f('uq_agenda_items_meeting_id_number'))
    )
    op.create_table('assembly_faults',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('fault', sa.String(length=40), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.CheckConstraint('number > 0', name=op.f('ck_assembly_faults_number')),
    sa.ForeignKeyConstraint(['decision_id'], ['assemblies.decision_id'], name=op.f('fk_assembly_faults_decision_id')),
    sa.PrimaryKeyConstraint('decision_id', 'fault', name=op.f('pk_assembly_faults'))
    )
    op.create_table('assembly_members',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seat_key', sa.String(length=24), nullable=False),
    sa.Column('entitlement', sa.Enum('adult', 'household_representative', 'representative', 'committee_member', name='entitlement', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('household_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('building_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['building_id'], ['areas.area_id'], name=op.f('fk_assembly_members_building_id')),
    sa.ForeignKeyConstraint(['decision_id'], ['assemblies.decision_id'], name=op.f('fk_assembly_members_decision_id')),
    sa.ForeignKeyConstraint(['household_id'], ['households.household_id'], name=op.f('fk_assembly_members_household_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_assembly_members_person_id')),
    sa.PrimaryKeyConstraint('decision_id', 'person_id', name=op.f('pk_assembly_members')),
    sa.UniqueConstraint('decision_id', 'seat_key', name=op.f('uq_assembly_members_decision_id_seat_key'))
    )
    op.create_table('attendances',
    sa.Column('attendance_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attendee_key', sa.String(length=140), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('guest_name', sa.String(length=40), nullable=False),
    sa.Column('guest_place', sa.String(length=60), nullable=False),
    sa.Column('capacity', sa.Enum('body', 'resident', 'expert', 'observer', name='capacity', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('part', sa.Enum('chair', 'recorder', 'participant', name='part', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('channel', sa.Enum('code', 'secretary', 'paper', name='channel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('signed_in_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(capacity = 'body') = (body_id IS NOT NULL)", name=op.f('ck_attendances_body')),
    sa.CheckConstraint("(person_id IS NULL) = (guest_name <> '')", name=op.f('ck_attendances_who')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_attendances_body_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.meeting_id'], name=op.f('fk_attendances_meeting_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_attendances_person_id')),
    sa.PrimaryKeyConstraint('attendance_id', name=op.f('pk_attendances')),
    sa.UniqueConstraint('meeting_id', 'attendee_key', name=op.f('uq_attendances_meeting_id_attendee_key'))
    )
    op.create_index(op.f('ix_attendances_person_id'), 'attendances', ['person_id'], unique=False)
    op.create_table('deliveries',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('household_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('method', sa.Enum('electronic', 'mailbox', 'in_person', 'refused', name='deliverymethod', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('delivered_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('recorded_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.CheckConstraint('delivered_at <= recorded_at', name=op.f('ck_deliveries_times')),
    sa.ForeignKeyConstraint(['decision_id'], ['owners_ballots.decision_id'], name=op.f('fk_deliveries_decision_id')),
    sa.ForeignKeyConstraint(['household_id'], ['households.household_id'], name=op.f('fk_deliveries_household_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['persons.person_id'], name=op.f('fk_deliveries_recorded_by_id')),
    sa.PrimaryKeyConstraint('decision_id', 'household_id', name=op.f('pk_deliveries'))
    )
    op.create_table('meeting_invitations',
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_meeting_invitations_body_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.meeting_id'], name=op.f('fk_meeting_invitations_meeting_id')),
    sa.PrimaryKeyConstraint('meeting_id', 'body_id', name=op.f('pk_meeting_invitations'))
    )
    op.create_table('meeting_notices',
    sa.Column('notice_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('starts_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('place', sa.String(length=120), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('urgent_reason', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('issued_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("number = 1 OR reason <> ''", name=op.f('ck_meeting_notices_reason')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.meeting_id'], name=op.f('fk_meeting_notices_meeting_id')),
    sa.PrimaryKeyConstraint('notice_id', name=op.f('pk_meeting_notices')),
    sa.UniqueConstraint('meeting_id', 'number', name=op.f('uq_meeting_notices_meeting_id_number'))
    )
    op.create_table('minutes',
    sa.Column('minutes_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('status', sa.Enum('draft', 'confirming', 'confirmed', 'published', name='minutesstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('drafted_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('submitted_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('confirm_by', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('confirmation_ended_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('published_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(status = 'published') = (published_at IS NOT NULL)", name=op.f('ck_minutes_published')),
    sa.CheckConstraint("status <> 'confirmed' OR confirmation_ended_at IS NOT NULL", name=op.f('ck_minutes_confirmed')),
    sa.CheckConstraint("status <> 'confirming' OR confirm_by IS NOT NULL", name=op.f('ck_minutes_confirming')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.meeting_id'], name=op.f('fk_minutes_meeting_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_minutes_proposal_id')),
    sa.PrimaryKeyConstraint('minutes_id', name=op.f('pk_minutes')),
    sa.UniqueConstraint('meeting_id', name=op.f('uq_minutes_meeting_id'))
    )
    op.create_table('owners_questions',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('item', sa.Enum('assembly_rules', 'covenant', 'committee', 'property_company', 'use_fund', 'raise_fund', 'rebuild', 'common_parts', 'other', name='ownersitem', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('counts', sa.Text(), nullable=True),
    sa.Column('raw_outcome', sa.Enum('passed', 'not_passed', 'no_valid_decision', name='raw_outcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('outcome', sa.Enum('passed', 'not_passed', 'no_valid_decision', name='outcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['owners_ballots.decision_id'], name=op.f('fk_owners_questions_decision_id')),
    sa.PrimaryKeyConstraint('decision_id', 'number', name=op.f('pk_owners_questions'))
    )
    op.create_table('participations',
    sa.Column('vote_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['vote_id', 'person_id'], ['roll_entries.vote_id', 'roll_entries.person_id'], name=op.f('fk_participations_vote_id_person_id')),
    sa.PrimaryKeyConstraint('vote_id', 'person_id', name=op.f('pk_participations')),
    sqlite_with_rowid=False
    )
    op.create_table('positions',
    sa.Column('position_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('party_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('stance', sa.Enum('for', 'against', 'conditional', 'none', name='stance', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('filed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('filed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('is_late', sa.Boolean(), nullable=False),
    sa.Column('is_entered', sa.Boolean(), nullable=False),
    sa.CheckConstraint('version >= 1', name=op.f('ck_positions_version')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_positions_body_id')),
    sa.ForeignKeyConstraint(['filed_by_id'], ['persons.person_id'], name=op.f('fk_positions_filed_by_id')),
    sa.ForeignKeyConstraint(['party_id'], ['parties.party_id'], name=op.f('fk_positions_party_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_positions_proposal_id')),
    sa.PrimaryKeyConstraint('position_id', name=op.f('pk_positions')),
    sa.UniqueConstraint('party_id', 'version', name=op.f('uq_positions_party_id_version'))
    )
    op.create_index(op.f('ix_positions_neighbourhood_id_body_id_filed_at'), 'positions', ['neighbourhood_id', 'body_id', 'filed_at'], unique=False)
    op.create_index(op.f('ix_positions_proposal_id_body_id'), 'positions', ['proposal_id', 'body_id'], unique=False)
    op.create_table('roll_corrections',
    sa.Column('correction_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('household_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('new_owner', 'area', 'missing_unit', 'wrong_unit', name='correctionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('area', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('is_confirmed', sa.Boolean(), nullable=True),
    sa.Column('lapsed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('digest_before', sa.String(length=64), nullable=True),
    sa.Column('digest_after', sa.String(length=64), nullable=True),
    sa.CheckConstraint("(kind IN ('area', 'missing_unit')) = (area IS NOT NULL)", name=op.f('ck_roll_corrections_kind_area')),
    sa.CheckConstraint('(decided_at IS NULL) = (decided_by_id IS NULL) AND (decided_at IS NULL) = (is_confirmed IS NULL)', name=op.f('ck_roll_corrections_decided')),
    sa.CheckConstraint('(digest_before IS NULL) = (digest_after IS NULL) AND CASE WHEN is_confirmed IS NULL THEN digest_after IS NULL WHEN is_confirmed THEN digest_after IS NOT NULL ELSE digest_after IS NULL END', name=op.f('ck_roll_corrections_digests')),
    sa.CheckConstraint('area IS NULL OR area >= 0', name=op.f('ck_roll_corrections_area')),
    sa.CheckConstraint('decided_at IS NULL OR lapsed_at IS NULL', name=op.f('ck_roll_corrections_one_end')),
    sa.CheckConstraint('decided_by_id IS NULL OR decided_by_id <> proposed_by_id', name=op.f('ck_roll_corrections_second_person')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['persons.person_id'], name=op.f('fk_roll_corrections_decided_by_id')),
    sa.ForeignKeyConstraint(['decision_id'], ['owners_ballots.decision_id'], name=op.f('fk_roll_corrections_decision_id')),
    sa.ForeignKeyConstraint(['household_id'], ['households.household_id'], name=op.f('fk_roll_corrections_household_id')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['persons.person_id'], name=op.f('fk_roll_corrections_proposed_by_id')),
    sa.PrimaryKeyConstraint('correction_id', name=op.f('pk_roll_corrections'))
    )
    op.create_index(op.f('ix_roll_corrections_decision_id'), 'roll_corrections', ['decision_id'], unique=False)
    op.create_index('uq_roll_corrections_open', 'roll_corrections', ['decision_id', 'household_id'], unique=True, sqlite_where=sa.text('decided_at IS NULL AND lapsed_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL AND lapsed_at IS NULL'))
    op.create_table('slip_codes',
    sa.Column('vote_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(length=9), nullable=False),
    sa.ForeignKeyConstraint(['vote_id', 'person_id'], ['roll_entries.vote_id', 'roll_entries.person_id'], name=op.f('fk_slip_codes_vote_id_person_id')),
    sa.PrimaryKeyConstraint('vote_id', 'person_id', name=op.f('pk_slip_codes')),
    sa.UniqueConstraint('vote_id', 'code', name=op.f('uq_slip_codes_vote_id_code'))
    )
    op.create_table('voting_heads',
    sa.Column('head_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('area', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('is_developer', sa.Boolean(), nullable=False),
    sa.Column('code', sa.String(length=9), nullable=False),
    sa.Column('spoiled_reason', sa.String(length=200), nullable=True),
    sa.CheckConstraint('area >= 0', name=op.f('ck_voting_heads_area')),
    sa.ForeignKeyConstraint(['decision_id'], ['owners_ballots.decision_id'], name=op.f('fk_voting_heads_decision_id')),
    sa.PrimaryKeyConstraint('head_id', name=op.f('pk_voting_heads'))
    )
    op.create_index('uq_voting_heads_code', 'voting_heads', ['decision_id', 'code'], unique=True)
    op.create_index('uq_voting_heads_number', 'voting_heads', ['decision_id', 'number'], unique=True)
    op.create_table('agreed_tasks',
    sa.Column('agreed_task_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_agreed_tasks_body_id')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_items.item_id'], name=op.f('fk_agreed_tasks_item_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.meeting_id'], name=op.f('fk_agreed_tasks_meeting_id')),
    sa.PrimaryKeyConstraint('agreed_task_id', name=op.f('pk_agreed_tasks')),
    sa.UniqueConstraint('meeting_id', 'number', name=op.f('uq_agreed_tasks_meeting_id_number'))
    )
    op.create_table('assembly_attendances',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('channel', sa.Enum('code', 'secretary', name='signinchannel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('entered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('signed_in_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(channel = 'secretary') = (entered_by_id IS NOT NULL)", name=op.f('ck_assembly_attendances_channel')),
    sa.ForeignKeyConstraint(['decision_id', 'person_id'], ['assembly_members.decision_id', 'assembly_members.person_id'], name=op.f('fk_assembly_attendances_decision_id_person_id')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['persons.person_id'], name=op.f('fk_assembly_attendances_entered_by_id')),
    sa.PrimaryKeyConstraint('decision_id', 'person_id', name=op.f('pk_assembly_attendances'))
    )
    op.create_table('corrected_owners',
    sa.Column('correction_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['correction_id'], ['roll_corrections.correction_id'], name=op.f('fk_corrected_owners_correction_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_corrected_owners_person_id')),
    sa.PrimaryKeyConstraint('correction_id', 'person_id', name=op.f('pk_corrected_owners'))
    )
    op.create_table('head_owners',
    sa.Column('head_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['head_id'], ['voting_heads.head_id'], name=op.f('fk_head_owners_head_id')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.person_id'], name=op.f('fk_head_owners_person_id')),
    sa.PrimaryKeyConstraint('head_id', 'person_id', name=op.f('pk_head_owners'))
    )
    op.create_index(op.f('ix_head_owners_decision_id_person_id'), 'head_owners', ['decision_id', 'person_id'], unique=False)
    op.create_table('head_proxies',
    sa.Column('proxy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('head_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('registered_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('registered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('confirmed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('ended_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(confirmed_at IS NULL) = (confirmed_by_id IS NULL)', name=op.f('ck_head_proxies_confirmed')),
    sa.CheckConstraint('agent_id <> registered_by_id AND (confirmed_by_id IS NULL OR agent_id <> confirmed_by_id)', name=op.f('ck_head_proxies_agent')),
    sa.CheckConstraint('confirmed_by_id <> registered_by_id', name=op.f('ck_head_proxies_two')),
    sa.ForeignKeyConstraint(['agent_id'], ['persons.person_id'], name=op.f('fk_head_proxies_agent_id')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['persons.person_id'], name=op.f('fk_head_proxies_confirmed_by_id')),
    sa.ForeignKeyConstraint(['decision_id'], ['owners_ballots.decision_id'], name=op.f('fk_head_proxies_decision_id')),
    sa.ForeignKeyConstraint(['head_id'], ['voting_heads.head_id'], name=op.f('fk_head_proxies_head_id')),
    sa.ForeignKeyConstraint(['registered_by_id'], ['persons.person_id'], name=op.f('fk_head_proxies_registered_by_id')),
    sa.PrimaryKeyConstraint('proxy_id', name=op.f('pk_head_proxies'))
    )
    op.create_index(op.f('ix_head_proxies_decision_id_agent_id'), 'head_proxies', ['decision_id', 'agent_id'], unique=False)
    op.create_index('uq_head_proxies_head', 'head_proxies', ['head_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('head_units',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('household_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('head_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('area', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['owners_ballots.decision_id'], name=op.f('fk_head_units_decision_id')),
    sa.ForeignKeyConstraint(['head_id'], ['voting_heads.head_id'], name=op.f('fk_head_units_head_id')),
    sa.ForeignKeyConstraint(['household_id'], ['households.household_id'], name=op.f('fk_head_units_household_id')),
    sa.PrimaryKeyConstraint('decision_id', 'household_id', name=op.f('pk_head_units'))
    )
    op.create_index(op.f('ix_head_units_head_id'), 'head_units', ['head_id'], unique=False)
    op.create_table('item_times',
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('started_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_items.item_id'], name=op.f('fk_item_times_item_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.meeting_id'], name=op.f('fk_item_times_meeting_id')),
    sa.PrimaryKeyConstraint('item_id', name=op.f('pk_item_times'))
    )
    op.create_index(op.f('ix_item_times_meeting_id'), 'item_times', ['meeting_id'], unique=False)
    op.create_table('minutes_answers',
    sa.Column('answer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('minutes_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attendance_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('answer', sa.Enum('confirmed', 'objected', name='answer', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('answered_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('reply', sa.Text(), nullable=False),
    sa.Column('reply_body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('replied_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(answer = 'objected') = (text <> '')", name=op.f('ck_minutes_answers_objection')),
    sa.CheckConstraint("(reply = '') = (replied_at IS NULL)", name=op.f('ck_minutes_answers_replied')),
    sa.ForeignKeyConstraint(['attendance_id'], ['attendances.attendance_id'], name=op.f('fk_minutes_answers_attendance_id')),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.minutes_id'], name=op.f('fk_minutes_answers_minutes_id')),
    sa.ForeignKeyConstraint(['reply_body_id'], ['bodies.body_id'], name=op.f('fk_minutes_answers_reply_body_id')),
    sa.PrimaryKeyConstraint('answer_id', name=op.f('pk_minutes_answers')),
    sa.UniqueConstraint('minutes_id', 'attendance_id', name=op.f('uq_minutes_answers_minutes_id_attendance_id'))
    )
    op.create_table('minutes_dissents',
    sa.Column('dissent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('minutes_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attendance_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('filed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("text <> ''", name=op.f('ck_minutes_dissents_text')),
    sa.ForeignKeyConstraint(['attendance_id'], ['attendances.attendance_id'], name=op.f('fk_minutes_dissents_attendance_id')),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.minutes_id'], name=op.f('fk_minutes_dissents_minutes_id')),
    sa.PrimaryKeyConstraint('dissent_id', name=op.f('pk_minutes_dissents')),
    sa.UniqueConstraint('minutes_id', 'attendance_id', name=op.f('uq_minutes_dissents_minutes_id_attendance_id'))
    )
    op.create_table('minutes_entries',
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('minutes_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('attendance', 'position', 'item', 'speech', 'note', 'motion', 'paragraph', 'task', 'dissent', 'objection', 'reply', name='entrykind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('heading', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('votes_for', sa.Integer(), nullable=False),
    sa.Column('votes_against', sa.Integer(), nullable=False),
    sa.Column('votes_abstain', sa.Integer(), nullable=False),
    sa.Column('voters', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.minutes_id'], name=op.f('fk_minutes_entries_minutes_id')),
    sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_minutes_entries')),
    sa.UniqueConstraint('minutes_id', 'number', name=op.f('uq_minutes_entries_minutes_id_number'))
    )
    op.create_table('motions',
    sa.Column('motion_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('mover_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('is_agreement', sa.Boolean(), nullable=False),
    sa.Column('amends_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('replaced', sa.Text(), nullable=False),
    sa.Column('is_secret', sa.Boolean(), nullable=False),
    sa.Column('put_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('votes_for', sa.Integer(), nullable=False),
    sa.Column('votes_against', sa.Integer(), nullable=False),
    sa.Column('votes_abstain', sa.Integer(), nullable=False),
    sa.Column('voters', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.Enum('carried', 'lost', name='motionoutcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('decided_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(outcome IS NULL) = (decided_at IS NULL)', name=op.f('ck_motions_decided')),
    sa.CheckConstraint('(outcome IS NULL) = (voters IS NULL)', name=op.f('ck_motions_counted')),
    sa.CheckConstraint('outcome IS NULL OR (votes_for >= 0 AND votes_against >= 0 AND votes_abstain >= 0 AND votes_for + votes_against + votes_abstain <= voters)', name=op.f('ck_motions_hands')),
    sa.ForeignKeyConstraint(['amends_id'], ['motions.motion_id'], name=op.f('fk_motions_amends_id')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_items.item_id'], name=op.f('fk_motions_item_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.meeting_id'], name=op.f('fk_motions_meeting_id')),
    sa.ForeignKeyConstraint(['mover_id'], ['attendances.attendance_id'], name=op.f('fk_motions_mover_id')),
    sa.PrimaryKeyConstraint('motion_id', name=op.f('pk_motions')),
    sa.UniqueConstraint('meeting_id', 'number', name=op.f('uq_motions_meeting_id_number'))
    )
    op.create_table('position_conditions',
    sa.Column('condition_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('met_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('verdict', sa.Enum('accepted', 'partly', 'declined', name='verdict', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(verdict IS NULL) = (answered_at IS NULL)', name=op.f('ck_position_conditions_answered')),
    sa.CheckConstraint('number >= 1', name=op.f('ck_position_conditions_number')),
    sa.ForeignKeyConstraint(['position_id'], ['positions.position_id'], name=op.f('fk_position_conditions_position_id')),
    sa.PrimaryKeyConstraint('condition_id', name=op.f('pk_position_conditions')),
    sa.UniqueConstraint('position_id', 'number', name=op.f('uq_position_conditions_position_id_number'))
    )
    op.create_table('published_minutes',
    sa.Column('minutes_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('paper', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('is_confirmed', sa.Boolean(), nullable=False),
    sa.Column('by_default', sa.Boolean(), nullable=False),
    sa.Column('published_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.meeting_id'], name=op.f('fk_published_minutes_meeting_id')),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.minutes_id'], name=op.f('fk_published_minutes_minutes_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_published_minutes_proposal_id')),
    sa.PrimaryKeyConstraint('minutes_id', name=op.f('pk_published_minutes')),
    sa.UniqueConstraint('meeting_id', name=op.f('uq_published_minutes_meeting_id'))
    )
    op.create_table('sealed_lines',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('head_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('line', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['owners_ballots.decision_id'], name=op.f('fk_sealed_lines_decision_id')),
    sa.ForeignKeyConstraint(['head_id'], ['voting_heads.head_id'], name=op.f('fk_sealed_lines_head_id')),
    sa.PrimaryKeyConstraint('decision_id', 'place', name=op.f('pk_sealed_lines')),
    sa.UniqueConstraint('head_id', name=op.f('uq_sealed_lines_head_id'))
    )
    op.create_table('speeches',
    sa.Column('speech_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attendance_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('noted_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['attendance_id'], ['attendances.attendance_id'], name=op.f('fk_speeches_attendance_id')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_items.item_id'], name=op.f('fk_speeches_item_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.meeting_id'], name=op.f('fk_speeches_meeting_id')),
    sa.PrimaryKeyConstraint('speech_id', name=op.f('pk_speeches'))
    )
    op.create_index(op.f('ix_speeches_meeting_id_item_id_speech_id'), 'speeches', ['meeting_id', 'item_id', 'speech_id'], unique=False)
    op.create_table('turns',
    sa.Column('turn_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('attendance_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('speech', 'order', name='turnkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('side', sa.Enum('for', 'against', 'neither', name='side', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('asked_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('started_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['attendance_id'], ['attendances.attendance_id'], name=op.f('fk_turns_attendance_id')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_items.item_id'], name=op.f('fk_turns_item_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.meeting_id'], name=op.f('fk_turns_meeting_id')),
    sa.PrimaryKeyConstraint('turn_id', name=op.f('pk_turns'))
    )
    op.create_index('uq_turns_floor', 'turns', ['meeting_id'], unique=True, sqlite_where=sa.text('started_at IS NOT NULL AND ended_at IS NULL'), postgresql_where=sa.text('started_at IS NOT NULL AND ended_at IS NULL'))
    op.create_index('uq_turns_waiting', 'turns', ['meeting_id', 'attendance_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('head_ballot_versions',
    sa.Column('head_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('channel', sa.Enum('online', 'paper', 'proxy', name='ballotchannel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('cast_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('cast_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proxy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("(channel = 'proxy') = (proxy_id IS NOT NULL)", name=op.f('ck_head_ballot_versions_proxy')),
    sa.ForeignKeyConstraint(['cast_by_id'], ['persons.person_id'], name=op.f('fk_head_ballot_versions_cast_by_id')),
    sa.ForeignKeyConstraint(['head_id'], ['voting_heads.head_id'], name=op.f('fk_head_ballot_versions_head_id')),
    sa.ForeignKeyConstraint(['proxy_id'], ['head_proxies.proxy_id'], name=op.f('fk_head_ballot_versions_proxy_id')),
    sa.PrimaryKeyConstraint('head_id', 'version', name=op.f('pk_head_ballot_versions'))
    )
    op.create_table('minutes_corrections',
    sa.Column('correction_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('minutes_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('corrected_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_minutes_corrections_body_id')),
    sa.ForeignKeyConstraint(['minutes_id'], ['published_minutes.minutes_id'], name=op.f('fk_minutes_corrections_minutes_id')),
    sa.PrimaryKeyConstraint('correction_id', name=op.f('pk_minutes_corrections')),
    sa.UniqueConstraint('minutes_id', 'number', name=op.f('uq_minutes_corrections_minutes_id_number'))
    )
    op.create_table('motion_paragraphs',
    sa.Column('motion_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['motion_id'], ['motions.motion_id'], name=op.f('fk_motion_paragraphs_motion_id')),
    sa.PrimaryKeyConstraint('motion_id', 'number', name=op.f('pk_motion_paragraphs'))
    )
    op.create_table('proxy_instructions',
    sa.Column('proxy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('question', sa.Integer(), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('choice', sa.Enum('for', 'against', 'abstain', name='choice', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['proxy_id'], ['head_proxies.proxy_id'], name=op.f('fk_proxy_instructions_proxy_id')),
    sa.PrimaryKeyConstraint('proxy_id', 'question', name=op.f('pk_proxy_instructions'))
    )
    op.create_table('room_votes',
    sa.Column('motion_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('opened_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('closed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('voters', sa.Integer(), nullable=False),
    sa.Column('is_void', sa.Boolean(), nullable=False),
    sa.Column('votes_for', sa.Integer(), nullable=False),
    sa.Column('votes_against', sa.Integer(), nullable=False),
    sa.Column('votes_abstain', sa.Integer(), nullable=False),
    sa.CheckConstraint('votes_for >= 0 AND votes_against >= 0 AND votes_abstain >= 0 AND votes_for + votes_against + votes_abstain <= voters', name=op.f('ck_room_votes_sums')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.meeting_id'], name=op.f('fk_room_votes_meeting_id')),
    sa.ForeignKeyConstraint(['motion_id'], ['motions.motion_id'], name=op.f('fk_room_votes_motion_id')),
    sa.PrimaryKeyConstraint('motion_id', name=op.f('pk_room_votes'))
    )
    op.create_index('uq_room_votes_open', 'room_votes', ['meeting_id'], unique=True, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
    op.create_table('tasks',
    sa.Column('task_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('what', sa.String(length=300), nullable=False),
    sa.Column('by_default', sa.Boolean(), nullable=False),
    sa.Column('agreed_task_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('promised_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('due_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('state', sa.Enum('open', 'done', 'broken', 'replaced', name='taskstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('late_since', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('followed_up_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('reports_missed', sa.Integer(), nullable=False),
    sa.Column('ended_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f('ck_tasks_ended')),
    sa.CheckConstraint("state <> 'broken' OR late_since IS NOT NULL", name=op.f('ck_tasks_broken')),
    sa.ForeignKeyConstraint(['agreed_task_id'], ['agreed_tasks.agreed_task_id'], name=op.f('fk_tasks_agreed_task_id')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_tasks_body_id')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhoods.neighbourhood_id'], name=op.f('fk_tasks_neighbourhood_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_tasks_proposal_id')),
    sa.PrimaryKeyConstraint('task_id', name=op.f('pk_tasks')),
    sa.UniqueConstraint('agreed_task_id', name=op.f('uq_tasks_agreed_task_id')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_tasks_proposal_id_number'))
    )
    op.create_index(op.f('ix_tasks_neighbourhood_id_body_id_state_due_at'), 'tasks', ['neighbourhood_id', 'body_id', 'state', 'due_at'], unique=False)
    op.create_table('ballots_set_aside',
    sa.Column('head_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reason', sa.Enum('not_signed', 'unreadable', 'not_by_owner', 'disputed', 'not_entered', name='setasidereason', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('proposed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('confirmed_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint('(confirmed_at IS NULL) = (confirmed_by_id IS NULL)', name=op.f('ck_ballots_set_aside_confirmed')),
    sa.CheckConstraint('confirmed_by_id <> proposed_by_id', name=op.f('ck_ballots_set_aside_two')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['persons.person_id'], name=op.f('fk_ballots_set_aside_confirmed_by_id')),
    sa.ForeignKeyConstraint(['head_id', 'version'], ['head_ballot_versions.head_id', 'head_ballot_versions.version'], name=op.f('fk_ballots_set_aside_head_id_version')),
    sa.ForeignKeyConstraint(['head_id'], ['voting_heads.head_id'], name=op.f('fk_ballots_set_aside_head_id')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['persons.person_id'], name=op.f('fk_ballots_set_aside_proposed_by_id')),
    sa.PrimaryKeyConstraint('head_id', 'version', name=op.f('pk_ballots_set_aside'))
    )
    op.create_index(op.f('ix_ballots_set_aside_decision_id'), 'ballots_set_aside', ['decision_id'], unique=False)
    op.create_table('head_ballots',
    sa.Column('head_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('first_cast_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('cast_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('version >= 1', name=op.f('ck_head_ballots_version')),
    sa.ForeignKeyConstraint(['head_id', 'version'], ['head_ballot_versions.head_id', 'head_ballot_versions.version'], name=op.f('fk_head_ballots_head_id_version')),
    sa.ForeignKeyConstraint(['head_id'], ['voting_heads.head_id'], name=op.f('fk_head_ballots_head_id')),
    sa.PrimaryKeyConstraint('head_id', name=op.f('pk_head_ballots'))
    )
    op.create_index(op.f('ix_head_ballots_decision_id_cast_at'), 'head_ballots', ['decision_id', 'cast_at'], unique=False)
    op.create_table('head_choices',
    sa.Column('head_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('question', sa.Integer(), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('choice', sa.Enum('for', 'against', 'abstain', name='choice', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['head_id', 'version'], ['head_ballot_versions.head_id', 'head_ballot_versions.version'], name=op.f('fk_head_choices_head_id_version')),
    sa.PrimaryKeyConstraint('head_id', 'version', 'question', name=op.f('pk_head_choices'))
    )
    op.create_table('head_sheets',
    sa.Column('stack_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('head_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['head_id', 'version'], ['head_ballot_versions.head_id', 'head_ballot_versions.version'], name=op.f('fk_head_sheets_head_id_version')),
    sa.ForeignKeyConstraint(['stack_id', 'number'], ['paper_entries.stack_id', 'paper_entries.number'], name=op.f('fk_head_sheets_stack_id_number')),
    sa.PrimaryKeyConstraint('stack_id', 'number', name=op.f('pk_head_sheets')),
    sa.UniqueConstraint('head_id', 'version', name=op.f('uq_head_sheets_head_id_version'))
    )
    op.create_table('room_voters',
    sa.Column('motion_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attendance_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['attendance_id'], ['attendances.attendance_id'], name=op.f('fk_room_voters_attendance_id')),
    sa.ForeignKeyConstraint(['motion_id'], ['room_votes.motion_id'], name=op.f('fk_room_voters_motion_id')),
    sa.PrimaryKeyConstraint('motion_id', 'attendance_id', name=op.f('pk_room_voters'))
    )
    op.create_table('task_assistants',
    sa.Column('task_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('body_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.body_id'], name=op.f('fk_task_assistants_body_id')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.task_id'], name=op.f('fk_task_assistants_task_id')),
    sa.PrimaryKeyConstraint('task_id', 'body_id', name=op.f('pk_task_assistants'))
    )
    op.create_table('task_budgets',
    sa.Column('task_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amount_fen', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_task_budgets_amount')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.task_id'], name=op.f('fk_task_budgets_task_id')),
    sa.PrimaryKeyConstraint('task_id', name=op.f('pk_task_budgets'))
    )
    op.create_table('task_expenses',
    sa.Column('expense_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('task_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amount_fen', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('what', sa.String(length=100), nullable=False),
    sa.Column('receipt', sa.String(length=60), nullable=False),
    sa.Column('paid_on', sa.Date(), nullable=False),
    sa.Column('entered_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_task_expenses_amount')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_task_expenses_proposal_id')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.task_id'], name=op.f('fk_task_expenses_task_id')),
    sa.PrimaryKeyConstraint('expense_id', name=op.f('pk_task_expenses'))
    )
    op.create_index(op.f('ix_task_expenses_proposal_id_task_id'), 'task_expenses', ['proposal_id', 'task_id'], unique=False)
    op.create_table('task_reports',
    sa.Column('report_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('neighbourhood_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('task_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('reported_at', agenda.infra.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.proposal_id'], name=op.f('fk_task_reports_proposal_id')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.task_id'], name=op.f('fk_task_reports_task_id')),
    sa.PrimaryKeyConstraint('report_id', name=op.f('pk_task_reports'))
    )
    op.create_index(op.f('ix_task_reports_proposal_id_task_id_reported_at'), 'task_reports', ['proposal_id', 'task_id', 'reported_at'], unique=False)
    with op.batch_alter_table('building_groups') as batch:
        batch.create_foreign_key(op.f('fk_building_groups_leader_id'), 'persons', ['leader_id'], ['person_id'])


def downgrade() -> None:
    with op.batch_alter_table('building_groups') as batch:
        batch.drop_constraint(op.f('fk_building_groups_leader_id'), type_='foreignkey')
    op.drop_index(op.f('ix_task_reports_proposal_id_task_id_reported_at'), table_name='task_reports')
    op.drop_table('task_reports')
    op.drop_index(op.f('ix_task_expenses_proposal_id_task_id'), table_name='task_expenses')
    op.drop_table('task_expenses')
    op.drop_table('task_budgets')
    op.drop_table('task_assistants')
    op.drop_table('room_voters')
    op.drop_table('head_sheets')
    op.drop_table('head_choices')
    op.drop_index(op.f('ix_head_ballots_decision_id_cast_at'), table_name='head_ballots')
    op.drop_table('head_ballots')
    op.drop_index(op.f('ix_ballots_set_aside_decision_id'), table_name='ballots_set_aside')
    op.drop_table('ballots_set_aside')
    op.drop_index(op.f('ix_tasks_neighbourhood_id_body_id_state_due_at'), table_name='tasks')
    op.drop_table('tasks')
    op.drop_index('uq_room_votes_open', table_name='room_votes', sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
    op.drop_table('room_votes')
    op.drop_table('proxy_instructions')
    op.drop_table('motion_paragraphs')
    op.drop_table('minutes_corrections')
    op.drop_table('head_ballot_versions')
    op.drop_index('uq_turns_waiting', table_name='turns', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.drop_index('uq_turns_floor', table_name='turns', sqlite_where=sa.text('started_at IS NOT NULL AND ended_at IS NULL'), postgresql_where=sa.text('started_at IS NOT NULL AND ended_at IS NULL'))
    op.drop_table('turns')
    op.drop_index(op.f('ix_speeches_meeting_id_item_id_speech_id'), table_name='speeches')
    op.drop_table('speeches')
    op.drop_table('sealed_lines')
    op.drop_table('published_minutes')
    op.drop_table('position_conditions')
    op.drop_table('motions')
    op.drop_table('minutes_entries')
    op.drop_table('minutes_dissents')
    op.drop_table('minutes_answers')
    op.drop_index(op.f('ix_item_times_meeting_id'), table_name='item_times')
    op.drop_table('item_times')
    op.drop_index(op.f('ix_head_units_head_id'), table_name='head_units')
    op.drop_table('head_units')
    op.drop_index('uq_head_proxies_head', table_name='head_proxies', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.drop_index(op.f('ix_head_proxies_decision_id_agent_id'), table_name='head_proxies')
    op.drop_table('head_proxies')
    op.drop_index(op.f('ix_head_owners_decision_id_person_id'), table_name='head_owners')
    op.drop_table('head_owners')
    op.drop_table('corrected_owners')
    op.drop_table('assembly_attendances')
    op.drop_table('agreed_tasks')
    op.drop_index('uq_voting_heads_number', table_name='voting_heads')
    op.drop_index('uq_voting_heads_code', table_name='voting_heads')
    op.drop_table('voting_heads')
    op.drop_table('slip_codes')
    op.drop_index('uq_roll_corrections_open', table_name='roll_corrections', sqlite_where=sa.text('decided_at IS NULL AND lapsed_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL AND lapsed_at IS NULL'))
    op.drop_index(op.f('ix_roll_corrections_decision_id'), table_name='roll_corrections')
    op.drop_table('roll_corrections')
    op.drop_index(op.f('ix_positions_proposal_id_body_id'), table_name='positions')
    op.drop_index(op.f('ix_positions_neighbourhood_id_body_id_filed_at'), table_name='positions')
    op.drop_table('positions')
    op.drop_table('participations')
    op.drop_table('owners_questions')
    op.drop_table('minutes')
    op.drop_table('meeting_notices')
    op.drop_table('meeting_invitations')
    op.drop_table('deliveries')
    op.drop_index(op.f('ix_attendances_person_id'), table_name='attendances')
    op.drop_table('attendances')
    op.drop_table('assembly_members')
    op.drop_table('assembly_faults')
    op.drop_table('agenda_items')
    op.drop_table('screening_appeals')
    op.drop_index(op.f('ix_routed_bodies_neighbourhood_id_body_id'), table_name='routed_bodies')
    op.drop_table('routed_bodies')
    op.drop_index(op.f('ix_roll_entries_vote_id_building_id'), table_name='roll_entries')
    op.drop_table('roll_entries')
    op.drop_table('request_signers')
    op.drop_index(op.f('ix_reopening_supports_neighbourhood_id_person_id'), table_name='reopening_supports')
    op.drop_table('reopening_supports')
    op.drop_table('receipts')
    op.drop_index(op.f('ix_parties_proposal_id'), table_name='parties')
    op.drop_index(op.f('ix_parties_neighbourhood_id_body_id'), table_name='parties')
    op.drop_table('parties')
    op.drop_table('owners_ballots')
    op.drop_index(op.f('ix_opinions_participant_id'), table_name='opinions')
    op.drop_table('opinions')
    op.drop_index(op.f('ix_objections_proposal_id_answered_at'), table_name='objections')
    op.drop_table('objections')
    op.drop_index(op.f('ix_meetings_sitting_id'), table_name='meetings')
    op.drop_index(op.f('ix_meetings_neighbourhood_id_starts_at'), table_name='meetings')
    op.drop_table('meetings')
    op.drop_table('decision_recusals')
    op.drop_table('decision_counts')
    op.drop_table('count_signatures')
    op.drop_index(op.f('ix_convening_escalations_proposal_id_escalated_at'), table_name='convening_escalations')
    op.drop_table('convening_escalations')
    op.drop_table('choices')
    op.drop_table('box_tallies')
    op.drop_table('assemblies')
    op.drop_table('appraisal_answers')
    op.drop_table('agreement_paragraphs')
    op.drop_table('votes')
    op.drop_index(op.f('ix_statements_neighbourhood_id_author_id'), table_name='statements')
    op.drop_table('statements')
    op.drop_table('screenings')
    op.drop_table('routings')
    op.drop_table('results')
    op.drop_table('reopenings')
    op.drop_index('uq_removals_standing', table_name='removals', sqlite_where=sa.text("state <> 'dismissed'"), postgresql_where=sa.text("state <> 'dismissed'"))
    op.drop_index(op.f('ix_removals_neighbourhood_id_state'), table_name='removals')
    op.drop_table('removals')
    op.drop_table('referrals')
    op.drop_index('uq_recusals_standing', table_name='recusals', sqlite_where=sa.text("state <> 'dismissed'"), postgresql_where=sa.text("state <> 'dismissed'"))
    op.drop_index(op.f('ix_recusals_neighbourhood_id_person_id'), table_name='recusals')
    op.drop_table('recusals')
    op.drop_table('proposal_revisions')
    op.drop_index(op.f('ix_paper_entries_person_id'), table_name='paper_entries')
    op.drop_table('paper_entries')
    op.drop_index(op.f('ix_owner_cosigns_neighbourhood_id_person_id'), table_name='owner_cosigns')
    op.drop_table('owner_cosigns')
    op.drop_index(op.f('ix_opinion_participants_neighbourhood_id_person_id'), table_name='opinion_participants')
    op.drop_table('opinion_participants')
    op.drop_index(op.f('ix_opinion_maps_neighbourhood_id_drawn_at'), table_name='opinion_maps')
    op.drop_table('opinion_maps')
    op.drop_index('ix_notices_unread', table_name='notices')
    op.drop_table('notices')
    op.drop_table('meeting_requests')
    op.drop_table('draft_paragraphs')
    op.drop_index(op.f('ix_deputations_seat_id'), table_name='deputations')
    op.drop_index(op.f('ix_deputations_neighbourhood_id_deputy_id_until_on'), table_name='deputations')
    op.drop_table('deputations')
    op.drop_table('deliberations')
    op.drop_table('decisions')
    op.drop_index(op.f('ix_cosigns_neighbourhood_id_person_id'), table_name='cosigns')
    op.drop_table('cosigns')
    op.drop_table('cosign_households')
    op.drop_index(op.f('ix_comments_neighbourhood_id_author_id_written_at'), table_name='comments')
    op.drop_table('comments')
    op.drop_table('appraisals')
    op.drop_index(op.f('ix_amendments_neighbourhood_id_author_id'), table_name='amendments')
    op.drop_table('amendments')
    op.drop_index(op.f('ix_topics_followed_neighbourhood_id_topic'), table_name='topics_followed')
    op.drop_table('topics_followed')
    op.drop_index('uq_seats_held', table_name='seats', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.drop_index(op.f('ix_seats_neighbourhood_id_person_id'), table_name='seats')
    op.drop_table('seats')
    op.drop_index('uq_representative_elections_standing', table_name='representative_elections', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.drop_index(op.f('ix_representative_elections_neighbourhood_id_group_id'), table_name='representative_elections')
    op.drop_table('representative_elections')
    op.drop_index('uq_recoveries_open', table_name='recoveries', sqlite_where=sa.text('confirmed_at IS NULL AND withdrawn_at IS NULL'), postgresql_where=sa.text('confirmed_at IS NULL AND withdrawn_at IS NULL'))
    op.drop_index(op.f('ix_recoveries_neighbourhood_id_proposed_at'), table_name='recoveries')
    op.drop_table('recoveries')
    op.drop_index(op.f('ix_proposals_proposer_id'), table_name='proposals')
    op.drop_index(op.f('ix_proposals_neighbourhood_id_scope_id'), table_name='proposals')
    op.drop_index('ix_proposals_agenda', table_name='proposals')
    op.drop_table('proposals')
    op.drop_index(op.f('ix_paper_stacks_proposal_id_kind'), table_name='paper_stacks')
    op.drop_index(op.f('ix_paper_stacks_neighbourhood_id_closed_at'), table_name='paper_stacks')
    op.drop_table('paper_stacks')
    op.drop_index(op.f('ix_ownerships_neighbourhood_id_person_id'), table_name='ownerships')
    op.drop_table('ownerships')
    op.drop_index(op.f('ix_notice_choices_neighbourhood_id'), table_name='notice_choices')
    op.drop_table('notice_choices')
    op.drop_table('memberships')
    op.drop_index(op.f('ix_letters_sent_at_dropped_at_send_at'), table_name='letters')
    op.drop_index(op.f('ix_letters_neighbourhood_id_send_at'), table_name='letters')
    op.drop_table('letters')
    op.drop_index('uq_invitations_open', table_name='invitations', sqlite_where=sa.text('used_at IS NULL AND voided_at IS NULL'), postgresql_where=sa.text('used_at IS NULL AND voided_at IS NULL'))
    op.drop_index(op.f('ix_invitations_neighbourhood_id_person_id'), table_name='invitations')
    op.drop_table('invitations')
    op.drop_index('uq_duties_open', table_name='duties', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.drop_index('ix_duties_due', table_name='duties', sqlite_where=sa.text('ended_at IS NULL AND suspended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL AND suspended_at IS NULL'))
    op.drop_index('ix_duties_body', table_name='duties')
    op.drop_table('duties')
    op.drop_index('uq_consents_given', table_name='consents', sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.drop_table('consents')
    op.drop_index(op.f('ix_attachments_subject_subject_id'), table_name='attachments')
    op.drop_index(op.f('ix_attachments_small_name'), table_name='attachments')
    op.drop_index(op.f('ix_attachments_neighbourhood_id_uploaded_by_id_uploaded_at'), table_name='attachments')
    op.drop_table('attachments')
    op.drop_index('uq_applications_waiting', table_name='applications', sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
    op.drop_index(op.f('ix_applications_neighbourhood_id_state_due_at'), table_name='applications')
    op.drop_index('ix_applications_due', table_name='applications', sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
    op.drop_table('applications')
    op.drop_index(op.f('ix_account_sessions_account_id_ended_at'), table_name='account_sessions')
    op.drop_table('account_sessions')
    op.drop_index(op.f('ix_persons_neighbourhood_id_household_id'), table_name='persons')
    op.drop_index(op.f('ix_persons_household_id_is_adult'), table_name='persons')
    op.drop_table('persons')
    op.drop_index(op.f('ix_outbox_messages_consumer_handled_at_message_id'), table_name='outbox_messages')
    op.drop_table('outbox_messages')
    op.drop_index(op.f('ix_households_neighbourhood_id_compound_id_building_id_unit_id'), table_name='households')
    op.drop_index(op.f('ix_households_group_id'), table_name='households')
    op.drop_table('households')
    op.drop_table('bodies')
    op.drop_table('procedure_versions')
    op.drop_index('uq_one_time_links_open', table_name='one_time_links', sqlite_where=sa.text('used_at IS NULL AND voided_at IS NULL'), postgresql_where=sa.text('used_at IS NULL AND voided_at IS NULL'))
    op.drop_table('one_time_links')
    op.drop_table('ledger_sealed_heads')
    op.drop_index(op.f('ix_ledger_events_proposal_id_position'), table_name='ledger_events')
    op.drop_index(op.f('ix_ledger_events_neighbourhood_id_occurred_at'), table_name='ledger_events')
    op.drop_table('ledger_events')
    op.drop_table('building_groups')
    op.drop_table('areas')
    op.drop_table('search_texts')
    op.drop_index(op.f('ix_rate_counters_began_at'), table_name='rate_counters')
    op.drop_table('rate_counters')
    op.drop_index(op.f('ix_private_logs_neighbourhood_id_occurred_at'), table_name='private_logs')
    op.drop_index(op.f('ix_private_logs_about_person_id'), table_name='private_logs')
    op.drop_table('private_logs')
    op.drop_table('neighbourhoods')
    op.drop_table('ledger_streams')
    op.drop_index('uq_ledger_seals_digest', table_name='ledger_seals')
    op.drop_table('ledger_seals')
    op.drop_table('ledger_salts')
    op.drop_table('leases')
    op.drop_table('accounts')
