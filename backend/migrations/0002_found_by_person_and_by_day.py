from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('lianxin', '0001_initial')]

    initial = False

    operations = [
        ops.AddIndex(
            model_name='Qualification',
            index=Index(fields=['volunteer_id']),
        ),
        ops.AddIndex(
            model_name='Session',
            index=Index(fields=['person_id']),
        ),
        ops.AddIndex(
            model_name='Subscription',
            index=Index(fields=['person_id']),
        ),
        ops.AddIndex(
            model_name='Subscription',
            index=Index(fields=['session_id']),
        ),
        ops.AddIndex(
            model_name='SupplyRequest',
            index=Index(fields=['asked_at']),
        ),
        ops.AddIndex(
            model_name='TimelineStep',
            index=Index(fields=['person_id']),
        ),
    ]
