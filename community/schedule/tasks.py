from community.schedule import queue
from community.schedule.chores import every


@every(minutes=1)
def give_tasks_another_turn():
    queue.give_another_turn()


@every(days=1)
def forget_tasks():
    queue.forget()
