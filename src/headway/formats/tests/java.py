"""MPXJ, another reader and scheduler of plans, which runs in Java."""


def start_java() -> None:
    """Start it, once in a process."""
    import jpype
    import mpxj

    if not jpype.isJVMStarted():
        mpxj.startJVM()
